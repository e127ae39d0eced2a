package dev.tributary.peers.springcloudstream;

import dev.tributary.peers.work.Work;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/// Returns each message, and the binder sends what is returned.
@Configuration(proxyBeanMethods = false)
@Profile("default")
class AsItComes {
  @Bean
  Function<byte[], byte[]> handle() {
    return body -> {
      Work.on(body);
      return body;
    };
  }
}
