package io.tidemill.glue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Statement;

/** A session may have its statements interpreted in full, as AWS does, the protocol's too. */
@EnabledIf(
    value = "io.tidemill.glue.PythonKernelTest#hasPython",
    disabledReason = "Expected python3 on the PATH, but there is none.")
class InterpretedProtocolTest {
  @Test
  void theLinesBelowTheHeaderRunInsteadOfIt() {
    try (GlueClient glue = TestEndpoint.shared().glue();
        TestSession session =
            TestSession.open(
                glue,
                TestSession.request()
                    .defaultArguments(
                        Map.of(
                            "--tidemill-statements", "python", "--tidemill-python", "stand-in")))) {
      Statement statement =
          session.await(
              session.submit(
                  TestSession.code(
                      TestSession.request(TestSession.step("s", "select 1", "rows")))));
      assertThat(statement.output().data().textPlain()).isEqualTo("on AWS");
    }
  }
}
