package io.yarnflink.runtime.log;

import java.io.FileNotFoundException;
import java.util.List;
import java.util.TreeMap;

/** A log in memory. Thread-safe by its lock. */
public final class InMemoryLog implements NumberedLog {

    private final TreeMap<Long, byte[]> entries = new TreeMap<>();

    @Override
    public void prepare() {
        // Memory is there.
    }

    @Override
    public synchronized List<Long> numbers() {
        return List.copyOf(entries.keySet());
    }

    @Override
    public synchronized byte[] read(long number) throws FileNotFoundException {
        byte[] entry = entries.get(number);
        if (entry == null) {
            throw new FileNotFoundException("Entry " + number);
        }
        return entry.clone();
    }

    @Override
    public synchronized boolean tryAppend(long number, byte[] entry) {
        return entries.putIfAbsent(number, entry.clone()) == null;
    }

    @Override
    public synchronized void remove(List<Long> numbers) {
        numbers.forEach(entries::remove);
    }
}
