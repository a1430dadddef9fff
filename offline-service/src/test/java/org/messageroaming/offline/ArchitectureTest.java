package org.messageroaming.offline;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.messageroaming.offline", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule WEB_DOES_NOT_SEE_STORES = noClasses()
            .that()
            .resideInAPackage("..web..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..redis..", "..cassandra..", "..fanout.http..")
            .because("an adapter speaks to the capability, so that either side can change alone");

    @ArchTest
    static final ArchRule STORES_DO_NOT_SEE_WEB = noClasses()
            .that()
            .resideInAnyPackage("..inbox.redis..", "..cassandra..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..web..", "org.messageroaming.edge..")
            .because("what is stored does not depend on how it is asked for");

    @ArchTest
    static final ArchRule CAPABILITIES_DO_NOT_SEE_ADAPTERS = noClasses()
            .that()
            .resideOutsideOfPackages("..web..", "..inbox.redis..", "..cassandra..", "..fanout.http..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..web..", "..inbox.redis..", "org.messageroaming..cassandra..", "..fanout.http..")
            .because("adapters are found by Spring and known to nobody");

    @ArchTest
    static final ArchRule ONLY_JACKSON_3 = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml.jackson.core..", "com.fasterxml.jackson.databind..")
            .because("Jackson 2 is there for the Cassandra driver alone; two JSON libraries would be two dialects");

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching("org.messageroaming.offline.(**)")
            .should()
            .beFreeOfCycles()
            .because("a package can then be read after those that it needs, and no other");
}
