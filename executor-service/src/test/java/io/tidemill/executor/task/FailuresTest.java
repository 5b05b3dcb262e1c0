package io.tidemill.executor.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.event.CompletionStatus;
import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import io.tidemill.executor.statement.StatementCancelledException;
import io.tidemill.executor.statement.StatementUnknownException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailuresTest {
  private static final ManifestNode NODE =
      new ManifestNode(
          Map.of(
              "unique_id",
              "model.shop.orders",
              "resource_type",
              "model",
              "name",
              "orders",
              "original_file_path",
              "models/orders.sql",
              "config",
              Map.of()));

  @Test
  void namesTheNodeTheCodeAndTheAdviceAndKeepsTheRequestId() {
    ExecutorException throttled =
        new ExecutorException(ErrorCode.THROTTLED, "Rate exceeded", "request-7", null);

    Failures.Failure failure = Failures.of(throttled, NODE, null);

    assertThat(failure.status()).isEqualTo(CompletionStatus.ERROR);
    assertThat(failure.code()).isEqualTo(ErrorCode.THROTTLED);
    assertThat(failure.awsRequestId()).isEqualTo("request-7");
    assertThat(failure.message())
        .isEqualTo(
            "Runtime Error in model orders (models/orders.sql)\n  Rate exceeded\n  THROTTLED: "
                + ErrorCode.THROTTLED.advice());
  }

  @Test
  void looksThroughWhatJinjaPutAroundTheWarehousesFailure() {
    ExecutorException lost = new ExecutorException(ErrorCode.SESSION_LOST, "gone");

    assertThat(Failures.of(new IllegalStateException("in a macro", lost), NODE, null).code())
        .isEqualTo(ErrorCode.SESSION_LOST);
  }

  @Test
  void keepsUnknownApartFromFailed() {
    StatementUnknownException unknown =
        new StatementUnknownException("lost", "session", 3, "request-7", null);

    Failures.Failure failure = Failures.of(unknown, NODE, null);

    assertThat(failure.status()).isEqualTo(CompletionStatus.UNKNOWN);
    assertThat(failure.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
  }

  @Test
  void aCancellationIsNobodysFault() {
    Failures.Failure failure =
        Failures.of(new StatementCancelledException("cancelled"), NODE, null);

    assertThat(failure.status()).isEqualTo(CompletionStatus.CANCELLED);
    assertThat(failure.code()).isNull();
  }

  @Test
  void callsWhatNobodyExpectedABug() {
    assertThat(Failures.of(new IllegalStateException("what"), null, null).code())
        .isEqualTo(ErrorCode.INTERNAL);
  }
}
