package io.tidemill.executor.materialization;

import io.tidemill.dbt.compile.NodeCompiler;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Macros of the project and its packages that stand in for dbt's own. */
interface UserMacros {
  /** A project that has none. */
  UserMacros NONE =
      new UserMacros() {
        @Override
        public boolean has(String macro) {
          return false;
        }

        @Override
        public String call(String macro, List<Object> arguments) {
          throw new IllegalStateException("Expected no macro to be called, but " + macro + " was");
        }
      };

  /** Whether the user brings a macro of that name. */
  boolean has(String macro);

  /** What the macro gives, or what it prints when it gives nothing. */
  String call(String macro, List<Object> arguments);

  /** The first of the macros that the user brings. */
  default Optional<String> firstOf(List<String> macros) {
    return macros.stream().filter(this::has).findFirst();
  }

  /** The macros that a node's materialization sees. */
  static UserMacros of(NodeCompiler compiler, String uniqueId) {
    return new UserMacros() {
      @Override
      public boolean has(String macro) {
        return compiler.overrides(macro);
      }

      @Override
      public String call(String macro, List<Object> arguments) {
        return String.valueOf(compiler.callMacro(uniqueId, macro, arguments, Map.of()));
      }
    };
  }
}
