package io.yarnflink.runtime.control.message;

import io.yarnflink.runtime.application.ApplicationStatus;

/** From the ApplicationMaster to a watching client: the application's newest status. */
public record StatusMessage(ApplicationStatus status) implements ControlMessage {}
