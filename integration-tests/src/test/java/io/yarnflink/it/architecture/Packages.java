package io.yarnflink.it.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;

/** A predicate on where a class lies: below one package, but below none of some others. */
final class Packages {

    private final String root;

    private Packages(String root) {
        this.root = root;
    }

    static Packages in(String root) {
        return new Packages(root);
    }

    /** Classes below the root and outside of {@code exceptions}, which are package patterns. */
    DescribedPredicate<JavaClass> butNotIn(String... exceptions) {
        return JavaClass.Predicates.resideInAPackage(root + "..")
                .and(JavaClass.Predicates.resideOutsideOfPackages(exceptions))
                .as("lie in %s but not in %s", root, String.join(", ", exceptions));
    }
}
