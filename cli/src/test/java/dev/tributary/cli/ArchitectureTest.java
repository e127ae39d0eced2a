package dev.tributary.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.text.DateFormat;
import java.util.Calendar;
import java.util.Date;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/// The architecture, as rules over the class files of every module. It stands here because the
/// command line is the one place that sees them all. A rule that no class falls under fails.
@AnalyzeClasses(packages = "dev.tributary", importOptions = ArchitectureTest.NoTests.class)
class ArchitectureTest {

  private static final String[] FRAMEWORK = {
    "dev.tributary", "dev.tributary.spi", "dev.tributary.processors", "dev.tributary.internal"
  };

  /// Arrows point down only: cli → console → ingestion → recovery and thirdparty → database →
  /// framework, any of them left out or not. Those two are the plugins that know another one, and
  /// that is database; ingestion and cli know scoring, which knows nobody; cli makes the embedded
  /// broker and asks opensearch whether it is wanted; the other plugins are found and never named.
  /// Nothing that ships knows the test kit, and a class outside these packages has no place yet.
  @ArchTest
  static final ArchRule arrowsPointDown =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("cli")
          .definedBy("dev.tributary.cli..")
          .layer("console")
          .definedBy("dev.tributary.console..")
          .layer("ingestion")
          .definedBy("dev.tributary.ingestion..")
          .layer("artemis")
          .definedBy("dev.tributary.artemis..")
          .layer("rabbitmq")
          .definedBy("dev.tributary.rabbitmq..")
          .layer("json")
          .definedBy("dev.tributary.json..")
          .layer("logging")
          .definedBy("dev.tributary.logging..")
          .layer("opensearch")
          .definedBy("dev.tributary.opensearch..")
          .layer("metrics")
          .definedBy("dev.tributary.metrics..")
          .layer("tracing")
          .definedBy("dev.tributary.tracing..")
          .layer("recovery")
          .definedBy("dev.tributary.recovery..")
          .layer("scoring")
          .definedBy("dev.tributary.scoring..")
          .layer("thirdparty")
          .definedBy("dev.tributary.thirdparty..")
          .layer("database")
          .definedBy("dev.tributary.database..")
          .layer("testing")
          .definedBy("dev.tributary.testing..")
          .layer("framework")
          .definedBy(FRAMEWORK)
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("console")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("ingestion")
          .mayOnlyBeAccessedByLayers("console", "cli")
          .whereLayer("artemis")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("rabbitmq")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("json")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("logging")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("opensearch")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("metrics")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("tracing")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("recovery")
          .mayOnlyBeAccessedByLayers("ingestion", "console", "cli")
          .whereLayer("database")
          .mayOnlyBeAccessedByLayers("recovery", "thirdparty", "ingestion", "console", "cli")
          .whereLayer("thirdparty")
          .mayOnlyBeAccessedByLayers("ingestion")
          .whereLayer("scoring")
          .mayOnlyBeAccessedByLayers("ingestion", "cli")
          .whereLayer("testing")
          .mayNotBeAccessedByAnyLayer()
          .ensureAllClassesAreContainedInArchitecture();

  @ArchTest
  static final ArchRule ingestionHasNoCycles =
      slices()
          .matching("dev.tributary.ingestion.(*)..")
          .should()
          .beFreeOfCycles()
          .as("the packages of ingestion do not need each other in a circle");

  @ArchTest
  static final ArchRule frameworkForcesNothingOnItsUsers =
      classes()
          .that()
          .resideInAnyPackage(FRAMEWORK)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage("java..", "org.slf4j..", "org.jspecify.annotations..")
                  .or(resideInAnyPackage(FRAMEWORK)))
          .as("the framework depends on the JDK, slf4j-api and jspecify only");

  @ArchTest
  static final ArchRule scoringStandsAlone =
      classes()
          .that()
          .resideInAPackage("dev.tributary.scoring..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "java..",
                  "tools.jackson..",
                  "org.jspecify.annotations..",
                  "dev.tributary.scoring.."))
          .as("scoring knows nothing of the framework and the pipeline");

  @ArchTest
  static final ArchRule internalStaysInternal =
      noClasses()
          .that()
          .resideOutsideOfPackages(FRAMEWORK)
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.tributary.internal..")
          .as("dev.tributary.internal is used by the framework only");

  @ArchTest
  static void packagesAreNullMarked(JavaClasses classes) {
    Set<JavaPackage> packages =
        classes.stream().map(JavaClass::getPackage).collect(Collectors.toSet());

    assertThat(packages).hasSizeGreaterThan(5);
    assertThat(packages)
        .as("packages without @NullMarked in their package-info.java")
        .filteredOn(javaPackage -> !javaPackage.isAnnotatedWith(NullMarked.class))
        .isEmpty();
  }

  @ArchTest
  static final ArchRule timeIsJavaTime =
      noClasses()
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(Date.class, Calendar.class, TimeZone.class, DateFormat.class)
          .as("time is java.time");

  @ArchTest
  static final ArchRule onlyTheCommandLineWritesToStandardStreams =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.tributary.cli..")
          .should(ACCESS_STANDARD_STREAMS)
          .as("only the command line writes to standard output and standard error");

  private static DescribedPredicate<JavaClass> resideInAnyPackage(String... packages) {
    return JavaClass.Predicates.resideInAnyPackage(packages);
  }

  static final class NoTests implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/") && !location.contains("-tests.jar");
    }
  }
}
