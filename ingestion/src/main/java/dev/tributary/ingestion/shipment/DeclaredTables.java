package dev.tributary.ingestion.shipment;

import dev.tributary.ingestion.model.ProductDelivery;
import dev.tributary.ingestion.table.TableDeclaration;
import dev.tributary.ingestion.table.TableDeclaration.Join;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// What providers declare of the tables that they ship.
public interface DeclaredTables {

  /// Nobody declares anything.
  DeclaredTables NONE =
      new DeclaredTables() {
        @Override
        public TableDeclaration of(ProductDelivery delivery) {
          return TableDeclaration.NONE;
        }

        @Override
        public List<Join> joins(Optional<String> provider) {
          return List.of();
        }
      };

  /// What is declared of the table that `delivery` is.
  ///
  /// @throws IOException if the table cannot be read
  TableDeclaration of(ProductDelivery delivery) throws IOException;

  /// Which tables of a delivery of `provider` belong to another one.
  List<Join> joins(Optional<String> provider);
}
