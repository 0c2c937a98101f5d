package io.yarnflink.runtime.control.message;

/** Anything that travels on a control connection. Messages are idempotent: receiving one twice changes nothing more. */
public sealed interface ControlMessage
        permits WorkerMessage, JobManagerMessage, ClientMessage, ClientAnswer, StatusMessage {}
