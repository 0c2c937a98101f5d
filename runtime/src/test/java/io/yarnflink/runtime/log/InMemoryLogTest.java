package io.yarnflink.runtime.log;

import org.junit.jupiter.api.BeforeEach;

class InMemoryLogTest extends NumberedLogContract {

    private InMemoryLog log = new InMemoryLog();

    @BeforeEach
    void begin() {
        log = new InMemoryLog();
    }

    @Override
    protected NumberedLog open() {
        return log;
    }
}
