package io.yarnflink.launcher.remote;

/**
 * Something on the network that is called.
 *
 * @param name as people call it: "resource manager"
 * @param address where it should answer
 * @param key the configuration key that names the address
 */
public record Service(String name, String address, String key) {

    @Override
    public String toString() {
        return "the " + name + " at " + address;
    }
}
