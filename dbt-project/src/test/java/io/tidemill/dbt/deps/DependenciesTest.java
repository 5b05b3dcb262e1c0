package io.tidemill.dbt.deps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.tidemill.dbt.ProjectSource;
import io.tidemill.dbt.error.ProjectException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a hub and a tar server on loopback, and repositories on disk. */
class DependenciesTest {
  @TempDir private Path folder;
  private final Map<String, byte[]> served = new LinkedHashMap<>();
  private final List<String> log = new ArrayList<>();
  private HttpServer server;
  private String url;
  private Path project;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = served.get(exchange.getRequestURI().getPath());
          exchange.sendResponseHeaders(body == null ? 404 : 200, body == null ? -1 : body.length);
          if (body != null) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    server.start();
    url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    project = folder.resolve("project");
    write(project.resolve("dbt_project.yml"), "name: shop\nversion: '1.0'\nprofile: shop\n");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void takesTheNewestVersionOfAHubThatEveryWishAdmits() throws IOException {
    hub("acme/tools", "tools", Map.of("1.0.0", "", "1.4.0", "", "1.5.0-rc1", "", "2.0.0", ""));
    hub(
        "acme/more",
        "more",
        Map.of("0.1.0", "{\"package\": \"acme/tools\", \"version\": [\">=1.0.0\", \"<1.5.0\"]}"));
    wish("  - package: acme/tools\n    version: [\">=1.0.0\", \"<2.0.0\"]\n");
    wish("  - package: acme/more\n    version: 0.1.0\n");

    deps();

    assertThat(Files.readString(project.resolve("package-lock.yml")))
        .contains("  - name: tools\n    package: acme/tools\n    version: 1.4.0\n")
        .contains("  - name: more\n    package: acme/more\n    version: 0.1.0\n");
    assertThat(project.resolve("dbt_packages/tools/dbt_project.yml")).exists();
    assertThat(log)
        .contains(
            "Installing acme/tools",
            "Installed from version 1.4.0",
            "Updated version available: 2.0.0",
            "Up to date!");
  }

  @Test
  void saysWhichVersionsThereAreWhenNoneFits() {
    hub("acme/tools", "tools", Map.of("1.0.0", ""));
    wish("  - package: acme/tools\n    version: \">=3.0.0\"\n");

    assertThatThrownBy(this::deps)
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("acme/tools")
        .hasMessageContaining(">=3.0.0")
        .hasMessageContaining("[1.0.0]");
    assertThat(project.resolve("package-lock.yml")).doesNotExist();
  }

  @Test
  void saysThatAHubDoesNotHaveAPackage() {
    wish("  - package: acme/none\n    version: 1.0.0\n");

    assertThatThrownBy(this::deps).hasMessageContaining("Package acme/none was not found");
  }

  @Test
  void pinsAGitTagToItsCommit() throws IOException, InterruptedException {
    Path repository = folder.resolve("lib.git.d");
    write(repository.resolve("dbt_project.yml"), "name: lib\nprofile: x\n");
    git(repository, "init", "--quiet");
    commit(repository);
    git(repository, "tag", "v1");
    write(repository.resolve("dbt_project.yml"), "name: lib_later\nprofile: x\n");
    commit(repository);
    wish("  - git: \"" + repository.toUri() + "\"\n    revision: v1\n");

    deps();

    assertThat(project.resolve("dbt_packages/lib/dbt_project.yml")).exists();
    assertThat(project.resolve("dbt_packages/lib/.git")).doesNotExist();
    String commit = git(repository, "rev-parse", "v1").strip();
    assertThat(Files.readString(project.resolve("package-lock.yml")))
        .contains("revision: " + commit.replaceAll("^(\\d+)$", "'$1'"));
    assertThat(log).contains("Installed from revision " + commit);
  }

  @Test
  void linksALocalPackageAndTakesATarFile() throws IOException {
    write(folder.resolve("shared/dbt_project.yml"), "name: shared\nprofile: x\n");
    served.put("/z.tar.gz", tarball("z-1.0/dbt_project.yml", "name: z\nprofile: x\n"));
    wish("  - local: ../shared\n");
    wish("  - tarball: " + url + "z.tar.gz\n    name: z\n");

    deps();

    assertThat(project.resolve("dbt_packages/shared")).isSymbolicLink();
    assertThat(project.resolve("dbt_packages/z/dbt_project.yml")).exists();
    assertThat(log).contains("Installed from <local @ ../shared>");
  }

  @Test
  void refusesATarFileThatLeadsOutOfItsPackage() throws IOException {
    served.put("/z.tar.gz", tarball("../../evil.sql", "select 1"));
    wish("  - tarball: " + url + "z.tar.gz\n    name: z\n");

    assertThatThrownBy(this::deps).hasMessageContaining("leads out of the package");
  }

  @Test
  void refusesTwoPackagesOfOneProjectName() {
    write(folder.resolve("a/dbt_project.yml"), "name: same\nprofile: x\n");
    write(folder.resolve("b/dbt_project.yml"), "name: same\nprofile: x\n");
    wish("  - local: ../a\n  - local: ../b\n");

    assertThatThrownBy(this::deps).hasMessageContaining("Found duplicate project \"same\"");
  }

  @Test
  void locksAgainOnlyWhenTheWishesHaveChanged() {
    write(folder.resolve("a/dbt_project.yml"), "name: a\nprofile: x\n");
    wish("  - local: ../a\n");
    deps();

    assertThat(dependencies().isLockOutdated()).isFalse();
    wish("  - local: ../b\n");
    assertThat(dependencies().isLockOutdated()).isTrue();
  }

  /** The hashes are those that dbt-core 1.12 gives for the same file. */
  @Test
  void hashesTheWishesAsDbtDoes() {
    wish("  - package: dbt-labs/dbt_utils\n    version: 1.1.1\n");
    assertThat(PackagesFile.of(project, Map.of(), Map.of()).hash())
        .isEqualTo("a158c48c59c2bb7d729d2a4e215aabe5bb4f3353");

    write(
        project.resolve("packages.yml"),
        """
        packages:
          - package: dbt-labs/dbt_utils
            version: [">=1.0.0", "<2.0.0"]
          - package: calogica/dbt_date
            version: 1.0
            install_prerelease: true
          - git: "https://example.com/x.git"
            revision: 0.1.0
            warn-unpinned: false
            subdirectory: sub
          - git: "https://example.com/y.git"
          - local: ../shared
          - tarball: https://example.com/z.tar.gz
            name: z
        """);
    assertThat(PackagesFile.of(project, Map.of(), Map.of()).hash())
        .isEqualTo("75f802263d449e2f89158520e7d23a2c360beaf6");
  }

  @Test
  void saysWhatIsWrongWithAnEntry() {
    wish("  - package: acme/tools\n");

    assertThatThrownBy(this::deps)
        .hasMessageContaining("acme/tools is missing the version")
        .hasMessageContaining("packages.yml");
  }

  private void deps() {
    Dependencies dependencies = dependencies();
    dependencies.lock();
    dependencies.install();
  }

  private Dependencies dependencies() {
    ProjectSource source = new ProjectSource(project, null, null, Map.of(), Map.of());
    return new Dependencies(source, url, true, log::add);
  }

  private void wish(String entry) {
    Path file = project.resolve("packages.yml");
    try {
      String before = Files.exists(file) ? Files.readString(file) : "packages:\n";
      write(file, before + entry);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void hub(String name, String projectName, Map<String, String> versions) {
    List<String> entries = new ArrayList<>();
    versions.forEach(
        (version, needs) -> {
          String tar = "/tars/" + name + "-" + version + ".tar.gz";
          served.put(
              tar,
              tarball(
                  projectName + "-" + version + "/dbt_project.yml",
                  "name: " + projectName + "\nprofile: x\n"));
          entries.add(
              "\"%s\": {\"name\": \"%s\", \"packages\": [%s], \"require_dbt_version\": [\">=1.0.0\"], \"downloads\": {\"tarball\": \"%s\"}}"
                  .formatted(version, projectName, needs, url + tar.substring(1)));
        });
    served.put(
        "/api/v1/" + name + ".json",
        ("{\"versions\": {" + String.join(", ", entries) + "}}").getBytes(UTF_8));
  }

  private static byte[] tarball(String name, String content) {
    byte[] bytes = content.getBytes(UTF_8);
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 100, "0000644");
    put(header, 124, String.format("%011o", bytes.length));
    header[156] = '0';
    put(header, 257, "ustar");
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(header);
      out.write(bytes);
      out.write(new byte[512 - bytes.length % 512 + 1024]);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return zipped.toByteArray();
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void commit(Path repository) throws IOException, InterruptedException {
    git(repository, "add", ".");
    git(
        repository,
        "-c",
        "user.email=t@example.com",
        "-c",
        "user.name=t",
        "commit",
        "--quiet",
        "-m",
        "x");
  }

  private static String git(Path folder, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
