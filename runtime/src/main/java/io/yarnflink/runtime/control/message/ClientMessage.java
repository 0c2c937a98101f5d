package io.yarnflink.runtime.control.message;

/** From a client to the ApplicationMaster. */
public sealed interface ClientMessage extends ControlMessage {

    /** The first message of a client: answer with the status now and whenever it changes. */
    record WatchApplication() implements ClientMessage {}

    /** Cancel all jobs and end the application. */
    record CancelApplication() implements ClientMessage {}
}
