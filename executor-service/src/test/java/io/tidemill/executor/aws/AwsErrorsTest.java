package io.tidemill.executor.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemill.event.ErrorClass;
import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.glue.model.GlueException;

class AwsErrorsTest {

  @ParameterizedTest
  @CsvSource({
    "ThrottlingException, THROTTLED, CAPACITY",
    "ResourceNumberLimitExceededException, QUOTA, CAPACITY",
    "ConcurrentModificationException, COMMIT_CONFLICT, PLATFORM",
    "IllegalSessionStateException, SESSION_LOST, PLATFORM",
    "EntityNotFoundException, RELATION_NOT_FOUND, USER",
    "AccessDeniedException, ACCESS_DENIED, USER",
    "InvalidInputException, CONFIGURATION, USER",
    "InternalServiceException, AWS_UNAVAILABLE, PLATFORM",
    "SomethingNew, AWS_UNAVAILABLE, PLATFORM",
  })
  void saysWhoIsToBlame(String awsCode, ErrorCode code, ErrorClass blamed) {
    ExecutorException failure = AwsErrors.translate("to read table a.b", answer(awsCode));

    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.code().errorClass()).isEqualTo(blamed);
    assertThat(failure.awsRequestId()).contains("request-7");
    assertThat(failure)
        .hasMessage("Expected to read table a.b, but AWS answered %s: no such luck", awsCode);
  }

  @Test
  void blamesThePlatformForACallThatWasNeverAnswered() {
    ExecutorException failure =
        AwsErrors.translate("to read table a.b", SdkClientException.create("connect timed out"));

    assertThat(failure.code()).isEqualTo(ErrorCode.AWS_UNAVAILABLE);
    assertThat(failure.awsRequestId()).isEmpty();
  }

  private static GlueException answer(String code) {
    return (GlueException)
        GlueException.builder()
            .awsErrorDetails(
                AwsErrorDetails.builder().errorCode(code).errorMessage("no such luck").build())
            .requestId("request-7")
            .statusCode(400)
            .build();
  }
}
