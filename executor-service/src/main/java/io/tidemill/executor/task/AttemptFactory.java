package io.tidemill.executor.task;

import io.tidemill.dbt.config.GlueCredentials;
import io.tidemill.dbt.manifest.ManifestNode;
import io.tidemill.executor.aws.AwsCaller;
import io.tidemill.executor.aws.AwsClients;
import io.tidemill.executor.catalog.Catalog;
import io.tidemill.executor.catalog.GlueCatalog;
import io.tidemill.executor.error.ErrorCode;
import io.tidemill.executor.error.ExecutorException;
import io.tidemill.executor.lake.S3Lake;
import io.tidemill.executor.materialization.Lake;
import io.tidemill.executor.project.TaskProject;
import io.tidemill.executor.session.SessionPool;
import io.tidemill.executor.session.SessionSpecs;
import io.tidemill.executor.session.Sessions;
import io.tidemill.executor.statement.AttemptJournal;
import io.tidemill.executor.statement.GlueStatementApi;
import io.tidemill.executor.statement.HelperInstaller;
import io.tidemill.executor.statement.LivyStatements;
import io.tidemill.executor.statement.PriorAttempt;
import io.tidemill.executor.statement.PriorStatement;
import io.tidemill.executor.statement.StatementApi;
import io.tidemill.executor.statement.StatementSettings;
import io.tidemill.executor.statement.StatementWatch;
import java.time.Clock;
import java.time.Duration;
import software.amazon.awssdk.services.glue.GlueClient;

/** Puts together what one attempt works with, every call to AWS on its account. */
final class AttemptFactory {
  private final AwsClients clients;
  private final AwsCaller aws;
  private final Sessions sessions;
  private final SessionPool pool;
  private final HelperInstaller installer;
  private final ModelEvents events;
  private final LeaseGuard guard;
  private final StatementSettings settings;
  private final Clock clock;

  AttemptFactory(
      AwsClients clients,
      AwsCaller aws,
      Sessions sessions,
      SessionPool pool,
      HelperInstaller installer,
      ModelEvents events,
      LeaseGuard guard,
      StatementSettings settings,
      Clock clock) {
    this.clients = clients;
    this.aws = aws;
    this.sessions = sessions;
    this.pool = pool;
    this.installer = installer;
    this.events = events;
    this.guard = guard;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Begins an attempt: settles what an earlier one left, which may wait for its statement to end.
   */
  Attempt begin(Task task, TaskProject project, ManifestNode node) {
    GlueCredentials profile = project.credentials();
    AwsCaller counted = aws.on(task.account());
    StatementApi api = new GlueStatementApi(clients, counted);
    Duration expected = Duration.ofMillis(task.ready().getExpectedMillis());
    StatementWatch watch = new StatementWatch(api, sessions, settings.polling(), expected, clock);
    AttemptJournal journal = new LoggedJournal(task, events, guard);
    String region = profile.region() == null ? "" : profile.region();
    PriorAttempt prior =
        new Settlement(new PriorStatement(api, watch, settings.timeout(), clock))
            .settle(task, region, journal, task.interruption());
    PoolLane lane =
        new PoolLane(pool, () -> SessionSpecs.of(profile, project.lakeFormats(), node), task);
    LivyStatements statements =
        new LivyStatements(
            task.id(),
            lane,
            api,
            watch,
            installer,
            journal,
            prior,
            task.interruption(),
            settings,
            task.account(),
            clock);
    Catalog catalog = new GlueCatalog(glue(profile), counted);
    Lake lake = new S3Lake(clients, counted, profile.region());
    return new Attempt(task, project, node, lane, statements, catalog, lake, prior, clock);
  }

  private GlueClient glue(GlueCredentials profile) {
    if (!profile.useInteractiveSessionRoleForApiCalls()) {
      return clients.glue(profile.region());
    }
    String role = profile.roleArn();
    if (role == null) {
      throw new ExecutorException(
          ErrorCode.CONFIGURATION,
          "Expected option role_arn of the profile with use_interactive_session_role_for_api_calls, but it is missing");
    }
    return clients.glueAs(profile.region(), role);
  }
}
