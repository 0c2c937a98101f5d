package io.yarnflink.runtime.control;

/** Which end of a connection a process holds; says which messages may reach it. */
enum Side {
    /** The ApplicationMaster: hears TaskManagers and clients. */
    SERVER,
    /** A TaskManager or a client: hears the ApplicationMaster. */
    CLIENT
}
