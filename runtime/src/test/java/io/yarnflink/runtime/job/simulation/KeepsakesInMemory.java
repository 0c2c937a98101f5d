package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.succession.Keepsakes;
import java.io.FileNotFoundException;
import java.util.HashMap;
import java.util.Map;

/** Keepsakes of one application that has no others of its name. */
final class KeepsakesInMemory implements Keepsakes {

    private final Map<String, byte[]> all = new HashMap<>();

    @Override
    public void write(String name, byte[] content) {
        all.put(name, content);
    }

    @Override
    public byte[] read(String name) throws FileNotFoundException {
        byte[] found = all.get(name);
        if (found == null) {
            throw new FileNotFoundException(name);
        }
        return found;
    }

    @Override
    public void delete(String name) {
        all.remove(name);
    }

    @Override
    public boolean hasSiblings() {
        return false;
    }

    @Override
    public void deleteAll() {
        all.clear();
    }
}
