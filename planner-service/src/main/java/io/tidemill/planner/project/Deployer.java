package io.tidemill.planner.project;

import io.tidemill.dbt.DbtProject;
import io.tidemill.dbt.ProjectSource;
import io.tidemill.dbt.bundle.ProjectBundle;
import io.tidemill.dbt.error.ProblemKind;
import io.tidemill.dbt.error.ProjectException;
import io.tidemill.dbt.error.ProjectProblem;
import io.tidemill.orchestration.id.ProjectDigest;
import java.nio.file.Path;

/** Reads a project from its folder and makes a version of it. */
final class Deployer {
  private final ProjectVersions versions;

  Deployer(ProjectVersions versions) {
    this.versions = versions;
  }

  /**
   * Makes the folder's present content a version; the same content gives the same version.
   *
   * @throws ProjectException when the project cannot be used, with everything that is wrong with it
   */
  ProjectDigest pack(ProjectSource source) {
    try {
      DbtProject project = DbtProject.load(source);
      PlannedProject planned = new PlannedProject(project.manifest());
      Path store = versions.store();
      ProjectDigest digest = new ProjectDigest(ProjectBundle.create(source, store).value());
      versions.remember(digest, planned);
      return digest;
    } catch (ProjectException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw unusable(ProblemKind.SCHEMA_CONFIG, e);
    } catch (RuntimeException e) {
      throw unusable(ProblemKind.RUNTIME, e);
    }
  }

  private static ProjectException unusable(ProblemKind kind, RuntimeException cause) {
    return new ProjectException(
        new ProjectProblem(kind, String.valueOf(cause.getMessage()), null, 0, 0), cause);
  }
}
