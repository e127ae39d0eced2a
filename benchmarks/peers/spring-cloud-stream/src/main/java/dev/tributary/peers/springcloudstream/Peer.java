package dev.tributary.peers.springcloudstream;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// Runs one of the functions, as the active profile says, until the process is ended.
@SpringBootApplication(proxyBeanMethods = false)
public class Peer {
  /// Runs until the process is ended.
  ///
  /// @param arguments those of Spring Boot
  public static void main(String[] arguments) {
    SpringApplication.run(Peer.class, arguments);
  }
}
