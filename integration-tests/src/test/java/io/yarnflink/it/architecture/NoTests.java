package io.yarnflink.it.architecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/** Leaves out tests, those as well that modules share with each other in JARs. */
final class NoTests implements ImportOption {

    private final ImportOption folders = new DoNotIncludeTests();

    @Override
    public boolean includes(Location location) {
        return folders.includes(location) && !location.contains("-tests.jar");
    }
}
