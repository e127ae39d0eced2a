package dev.tributary.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.event.KeyValuePair;

/// What a line carries beside its message: what is being worked on, then what the line itself says.
/// A name that is in both is there once, with what the line says.
final class Fields {
  private Fields() {}

  static Map<String, Object> of(ILoggingEvent event) {
    var fields = new LinkedHashMap<String, Object>(event.getMDCPropertyMap());
    var own = event.getKeyValuePairs();
    if (own != null) {
      for (KeyValuePair pair : own) {
        fields.put(String.valueOf(pair.key), pair.value == null ? "null" : pair.value);
      }
    }
    return fields;
  }
}
