package dev.tributary.ingestion.pipeline;

import dev.tributary.database.Database;
import dev.tributary.database.DatabaseReader;
import dev.tributary.ingestion.catalogue.Deliveries;
import dev.tributary.ingestion.content.ContentStore;
import dev.tributary.ingestion.mapping.LiveMappings;
import dev.tributary.ingestion.pipeline.Pipeline.Stores;
import dev.tributary.ingestion.shipment.LateFiles;
import dev.tributary.spi.Producer;
import dev.tributary.spi.Transport;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;

/// What the applications of the pipeline are made of. Each asks for what it needs.
interface Parts {
  /// What all of them tell the time by.
  InstantSource CLOCK = InstantSource.system();

  ContentStore content() throws IOException;

  Database catalogue();

  Database ledger();

  /// The age at which the ledger deletes what it has.
  Duration ledgerRetention();

  LiveMappings mappings() throws IOException;

  /// Whether somebody wants to know of every delivery's end.
  boolean endsAreHeard();

  /// A new producer on the transport that the applications run on, once they run.
  Producer producer();

  default Bodies bodies() throws IOException {
    return new Bodies(content());
  }

  default Completion completion(DatabaseReader catalogue) throws IOException {
    return new Completion(catalogue, new LateFiles(content()));
  }

  default Deliveries deliveries() {
    return new Deliveries(CLOCK);
  }

  /// Parts that are all there.
  record Given(Stores stores, LiveMappings mappings, Transport transport, boolean endsAreHeard)
      implements Parts {
    @Override
    public ContentStore content() {
      return stores.content();
    }

    @Override
    public Database catalogue() {
      return stores.catalogue();
    }

    @Override
    public Database ledger() {
      return stores.ledger();
    }

    @Override
    public Duration ledgerRetention() {
      return stores.ledgerRetention();
    }

    @Override
    public Producer producer() {
      return transport.producer();
    }
  }
}
