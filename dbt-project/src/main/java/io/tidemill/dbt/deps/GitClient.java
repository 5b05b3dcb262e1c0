package io.tidemill.dbt.deps;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Checks out repositories with the git that is installed. */
final class GitClient {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
  private static final long MINUTES = 10;

  private GitClient() {}

  /**
   * Checks a revision out into a new folder.
   *
   * @param revision tag, branch, commit or {@code HEAD}
   * @return the commit
   */
  static String checkout(String url, String revision, Path folder) {
    if (url.startsWith("-") || revision.startsWith("-")) {
      throw DependencyFailure.of(
          "Expected a git package to have an address and a revision, but got '%s' and '%s'"
              .formatted(url, revision));
    }
    try {
      return checkedOut(url, revision, folder);
    } catch (GitFailed e) {
      throw DependencyFailure.of(String.valueOf(e.getMessage()), e);
    }
  }

  private static String checkedOut(String url, String revision, Path folder) {
    if (revision.equals("HEAD")) {
      run(folder, url, "clone", "--quiet", "--depth", "1", "--", url, folder.toString());
    } else {
      run(folder, url, "init", "--quiet", "--", folder.toString());
      run(folder, url, "remote", "add", "origin", url);
      fetch(folder, url, revision);
    }
    return run(folder, url, "rev-parse", "HEAD").strip();
  }

  private static void fetch(Path folder, String url, String revision) {
    if (COMMIT.matcher(revision).matches()) {
      try {
        run(folder, url, "fetch", "--quiet", "--depth", "1", "origin", revision);
      } catch (GitFailed e) {
        // Not every server gives out a commit by its id; all give out everything.
        run(
            folder,
            url,
            "fetch",
            "--quiet",
            "--tags",
            "origin",
            "+refs/heads/*:refs/remotes/origin/*");
      }
      run(folder, url, "checkout", "--quiet", "--detach", revision);
      return;
    }
    try {
      // A tag goes before a branch of the same name.
      run(folder, url, "fetch", "--quiet", "--depth", "1", "origin", "refs/tags/" + revision);
    } catch (GitFailed e) {
      try {
        run(folder, url, "fetch", "--quiet", "--depth", "1", "origin", revision);
      } catch (GitFailed noBranch) {
        throw DependencyFailure.of(
            "Error checking out spec='%s' for repo %s\n%s"
                .formatted(revision, url, noBranch.getMessage()),
            noBranch);
      }
    }
    run(folder, url, "checkout", "--quiet", "--detach", "FETCH_HEAD");
  }

  private static String run(Path folder, String url, String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
      builder.environment().put("LC_ALL", "C");
      builder.environment().put("GIT_TERMINAL_PROMPT", "0");
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new GitFailed("git %s of %s took too long".formatted(arguments[0], url));
      }
      if (process.exitValue() != 0) {
        throw new GitFailed(
            "Error cloning or checking out repository %s: git %s said: %s"
                .formatted(url, arguments[0], output.strip()));
      }
      return output;
    } catch (IOException e) {
      throw DependencyFailure.of(
          "Make sure git is installed on your machine: git could not be run for %s: %s"
              .formatted(url, e.getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DependencyFailure.of("Interrupted while git fetched " + url, e);
    }
  }

  /** Git said no. */
  static final class GitFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GitFailed(String message) {
      super(message);
    }
  }
}
