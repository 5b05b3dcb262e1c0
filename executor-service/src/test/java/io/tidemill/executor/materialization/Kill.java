package io.tidemill.executor.materialization;

import io.tidemill.executor.catalog.Catalog;
import io.tidemill.executor.statement.Effect;
import io.tidemill.executor.statement.StatementRequest;
import io.tidemill.executor.statement.Statements;
import io.tidemill.executor.statement.Step;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Ends a build at its n-th step, as a process that is killed there would: within a statement after
 * some of its steps, or before one of the changes of the catalog or the lake that follow it.
 */
final class Kill {
  private static final Set<String> READS =
      Set.of("table", "tables", "databaseExists", "partitions", "invalidate", "invalidateAll");

  private int left;
  private boolean struck;

  /**
   * @param step how many steps are taken before the end comes
   */
  Kill(int step) {
    left = step;
  }

  /** Whether the build had that many steps. */
  boolean struck() {
    return struck;
  }

  /** What a killed build ends with. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  Statements around(Statements statements) {
    return request -> {
      if (request.effect() == Effect.READS) {
        return statements.run(request);
      }
      for (int end : ends(request.steps())) {
        if (left-- == 0) {
          statements.run(
              StatementRequest.write(request.purpose(), request.steps().subList(0, end))
                  .withConf(request.conf()));
          throw strike();
        }
      }
      return statements.run(request);
    };
  }

  /** Numbers of steps after which a statement may end: with its effect, and as a whole. */
  private static List<Integer> ends(List<Step> steps) {
    List<Integer> ends = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).name().startsWith(TableBuild.MAIN) || i == steps.size() - 1) {
        ends.add(i + 1);
      }
    }
    return ends;
  }

  Catalog around(Catalog catalog) {
    return around(Catalog.class, catalog, READS);
  }

  Lake around(Lake lake) {
    return around(Lake.class, lake, Set.of("files", "folders"));
  }

  private <T> T around(Class<T> type, T target, Set<String> reads) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (!reads.contains(method.getName()) && left-- == 0) {
                throw strike();
              }
              try {
                return method.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private Killed strike() {
    struck = true;
    left = -1;
    return new Killed();
  }
}
