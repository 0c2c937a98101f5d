package io.yarnflink.launcher.yarn;

import java.util.List;

/**
 * A queue.
 *
 * @param name as YARN writes it
 * @param running whether it takes applications on
 * @param open whether this user may submit to it
 * @param children names of the queues below it; applications can only go to a queue without any
 */
public record QueueView(String name, boolean running, boolean open, List<String> children) {}
