package io.yarnflink.it.cluster;

/**
 * What a command left.
 *
 * @param exitCode its exit code
 * @param out standard output
 * @param err standard error
 */
public record CliResult(int exitCode, String out, String err) {}
