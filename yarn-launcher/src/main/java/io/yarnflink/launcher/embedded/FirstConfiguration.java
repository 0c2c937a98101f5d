package io.yarnflink.launcher.embedded;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.conf.ConfigurationProvider;
import org.jspecify.annotations.Nullable;

/**
 * What a ResourceManager is told when it reads its configuration again, as it does when it becomes active: that with which
 * it has been started, since there are no files to read. Made by Hadoop, which knows its name.
 */
public final class FirstConfiguration extends ConfigurationProvider {

    private static final Set<String> FILES = Set.of("core-site.xml", "yarn-site.xml", "capacity-scheduler.xml");

    private byte[] xml = {};

    @Override
    public void initInternal(Configuration first) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        first.writeXml(out);
        xml = out.toByteArray();
    }

    @Override
    public @Nullable InputStream getConfigurationInputStream(Configuration bootstrap, String name) {
        return FILES.contains(name) ? new ByteArrayInputStream(xml) : null;
    }

    @Override
    public void closeInternal() {}
}
