package dev.tributary.ingestion.mapping;

import java.util.List;
import java.util.Set;
import net.sf.saxon.lib.EnvironmentVariableResolver;
import net.sf.saxon.lib.ExtensionFunctionDefinition;
import net.sf.saxon.lib.Feature;
import net.sf.saxon.s9api.Processor;

/// Saxon as stylesheets of strangers need it: they reach nothing but what a [StylesheetFolder] has.
final class Saxon {

  /// Trees and stylesheets work together only under one configuration; it is immutable once set up.
  private static final Processor SHARED = processor(List.of());

  private Saxon() {}

  /// A processor whose stylesheets may call `functions` besides ours. Without any it is the one
  /// that all share.
  static Processor with(List<? extends ExtensionFunctionDefinition> functions) {
    return functions.isEmpty() ? SHARED : processor(functions);
  }

  private static Processor processor(List<? extends ExtensionFunctionDefinition> functions) {
    var processor = new Processor(false);
    var configuration = processor.getUnderlyingConfiguration();
    var nothing = StylesheetFolder.packaged();
    processor.setConfigurationProperty(Feature.ALLOW_EXTERNAL_FUNCTIONS, false);
    processor.setConfigurationProperty(Feature.DISABLE_XSL_EVALUATE, true);
    processor.setConfigurationProperty(Feature.ALLOWED_PROTOCOLS, "");
    processor.setConfigurationProperty(Feature.COLLECTION_FINDER, nothing);
    processor.setConfigurationProperty(Feature.UNPARSED_TEXT_URI_RESOLVER, nothing);
    processor.setConfigurationProperty(
        Feature.ENVIRONMENT_VARIABLE_RESOLVER, NoEnvironment.INSTANCE);
    configuration.setResourceResolver(nothing);
    configuration.setParseOptions(
        configuration
            .getParseOptions()
            .withXMLReaderMaker(() -> new BoundedReader(Limits.DEFAULT)));
    TreeFunctions.all().forEach(processor::registerExtensionFunction);
    TextFunctions.all().forEach(processor::registerExtensionFunction);
    functions.forEach(processor::registerExtensionFunction);
    return processor;
  }

  /// Stylesheets do not see the environment, where passwords are kept.
  private enum NoEnvironment implements EnvironmentVariableResolver {
    INSTANCE;

    @Override
    public Set<String> getAvailableEnvironmentVariables() {
      return Set.of();
    }

    @Override
    public String getEnvironmentVariable(String name) {
      return "";
    }
  }
}
