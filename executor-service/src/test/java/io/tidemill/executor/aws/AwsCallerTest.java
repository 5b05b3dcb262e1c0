package io.tidemill.executor.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemill.executor.error.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glue.model.GlueException;

class AwsCallerTest {
  private final List<Duration> waits = new ArrayList<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final AwsCaller caller =
      new AwsCaller(new SimpleMeterRegistry(), waits::add).on(action -> calls.incrementAndGet());

  @Test
  void callsAgainAfterThrottlingWithGrowingPauses() {
    assertThat(
            caller.call(
                "GetTable", RetryPolicy.READ, failing(3, error("ThrottlingException", 400))))
        .isEqualTo("done");

    assertThat(calls).hasValue(4);
    assertThat(waits).hasSize(3);
    assertThat(waits.get(2)).isGreaterThan(Duration.ofMillis(199));
  }

  @Test
  void neverCallsAgainAfterTheCallersOwnMistake() {
    for (String code :
        List.of("InvalidInputException", "AccessDeniedException", "AlreadyExistsException")) {
      calls.set(0);
      assertThatThrownBy(() -> caller.call("X", RetryPolicy.READ, failing(1, error(code, 400))))
          .isInstanceOf(AwsServiceException.class);
      assertThat(calls).hasValue(1);
    }
  }

  @Test
  void runsAStatementOnceWhenItsAnswerIsLost() {
    SdkException lost = SdkClientException.create("read timed out");

    assertThatThrownBy(
            () -> caller.call("RunStatement", RetryPolicy.ONLY_WHEN_REFUSED, failing(1, lost)))
        .isSameAs(lost);
    assertThatThrownBy(
            () ->
                caller.call(
                    "RunStatement",
                    RetryPolicy.ONLY_WHEN_REFUSED,
                    failing(1, error("InternalServiceException", 500))))
        .isInstanceOf(AwsServiceException.class);
    assertThat(calls).hasValue(2);
  }

  @Test
  void givesUpAfterItsAttempts() {
    assertThatThrownBy(
            () ->
                caller.call(
                    "GetTable", RetryPolicy.READ, failing(99, error("ThrottlingException", 400))))
        .isInstanceOf(AwsServiceException.class);

    assertThat(calls).hasValue(RetryPolicy.READ.attempts());
  }

  @Test
  void translatesWithBlameAndRequestId() {
    var quota =
        AwsErrors.translate(
            "to create a session", error("ResourceNumberLimitExceededException", 400));
    var denied = AwsErrors.translate("to read table a.b", error("AccessDeniedException", 400));

    assertThat(quota.code()).isEqualTo(ErrorCode.QUOTA);
    assertThat(quota.awsRequestId()).contains("request-1");
    assertThat(denied.code()).isEqualTo(ErrorCode.ACCESS_DENIED);
    assertThat(denied)
        .hasMessageContaining(
            "Expected to read table a.b, but AWS answered AccessDeniedException: why");
  }

  private static java.util.function.Supplier<String> failing(int times, SdkException failure) {
    AtomicInteger left = new AtomicInteger(times);
    return () -> {
      if (left.getAndDecrement() > 0) {
        throw failure;
      }
      return "done";
    };
  }

  private static SdkException error(String code, int status) {
    return GlueException.builder()
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage("why").build())
        .statusCode(status)
        .requestId("request-1")
        .build();
  }
}
