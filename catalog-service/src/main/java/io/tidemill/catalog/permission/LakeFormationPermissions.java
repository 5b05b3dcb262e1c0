package io.tidemill.catalog.permission;

import io.tidemill.catalog.permission.Change.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.lakeformation.LakeFormationClient;
import software.amazon.awssdk.services.lakeformation.model.BatchPermissionsFailureEntry;
import software.amazon.awssdk.services.lakeformation.model.BatchPermissionsRequestEntry;
import software.amazon.awssdk.services.lakeformation.model.DataLakePrincipal;
import software.amazon.awssdk.services.lakeformation.model.ErrorDetail;
import software.amazon.awssdk.services.lakeformation.model.LFTagError;

/** The permissions of tables as AWS Lake Formation and the Glue Data Catalog keep them. */
public final class LakeFormationPermissions implements Permissions {
  /** Lake Formation's limit on entries of a batch of grants. */
  static final int LARGEST_BATCH = 20;

  private final LakeFormationClient lakeFormation;
  private final GlueClient glue;
  private final LakeFormationReading reading;

  public LakeFormationPermissions(LakeFormationClient lakeFormation, GlueClient glue) {
    this.lakeFormation = lakeFormation;
    this.glue = glue;
    this.reading = new LakeFormationReading(lakeFormation);
  }

  @Override
  public Optional<Entity> entity(TableName table) {
    return call(
        "GetTable " + table,
        () -> {
          try {
            Table found =
                glue.getTable(r -> r.databaseName(table.database()).name(table.table())).table();
            Principal creator =
                found.createdBy() == null ? null : Principal.listed(found.createdBy());
            return Optional.of(new Entity(found.createTime(), creator));
          } catch (EntityNotFoundException absent) {
            return Optional.<Entity>empty();
          }
        });
  }

  @Override
  public Actual read(TableName table) {
    return call("reading the permissions of " + table, () -> reading.read(table));
  }

  @Override
  public Set<Principal> administrators() {
    return call(
        "GetDataLakeSettings",
        () ->
            lakeFormation.getDataLakeSettings(r -> {}).dataLakeSettings().dataLakeAdmins().stream()
                .map(DataLakePrincipal::dataLakePrincipalIdentifier)
                .map(Principal::listed)
                .collect(Collectors.toSet()));
  }

  @Override
  public List<Result> apply(
      TableName table, Action action, List<Change> changes, Set<Principal> heldAsAll) {
    return switch (action) {
      case GRANT -> batches(table, changes, Set.of(), this::grant);
      case REVOKE, CLOSE -> batches(table, changes, heldAsAll, this::revoke);
      case ADD_TAG -> tags(table, changes, this::addTags);
      case REMOVE_TAG -> tags(table, changes, this::removeTags);
      case CREATE_FILTER -> each(changes, filter -> createFilter(table, filter));
      case UPDATE_FILTER -> each(changes, filter -> updateFilter(table, filter));
      case DELETE_FILTER -> each(changes, filter -> deleteFilter(table, filter));
    };
  }

  private Batch grant(List<BatchPermissionsRequestEntry> entries) {
    var response = lakeFormation.batchGrantPermissions(r -> r.entries(entries));
    return new Batch(response.failures(), response.responseMetadata().requestId());
  }

  private Batch revoke(List<BatchPermissionsRequestEntry> entries) {
    var response = lakeFormation.batchRevokePermissions(r -> r.entries(entries));
    return new Batch(response.failures(), response.responseMetadata().requestId());
  }

  private List<Result> batches(
      TableName table,
      List<Change> changes,
      Set<Principal> heldAsAll,
      Function<List<BatchPermissionsRequestEntry>, Batch> call) {
    List<GrantEntry> entries = GrantEntry.merge(table, changes, heldAsAll);
    List<Result> results = new ArrayList<>();
    for (int from = 0; from < entries.size(); from += LARGEST_BATCH) {
      List<GrantEntry> part = entries.subList(from, Math.min(from + LARGEST_BATCH, entries.size()));
      results.addAll(batch(part, call));
    }
    return results;
  }

  /** A batch answers 200 whatever became of its entries: the failures are inside. */
  private static List<Result> batch(
      List<GrantEntry> part, Function<List<BatchPermissionsRequestEntry>, Batch> call) {
    List<Result> results = new ArrayList<>();
    try {
      Batch batch = call.apply(part.stream().map(GrantEntry::request).toList());
      Map<String, CallError> errors = batch.errors();
      for (GrantEntry entry : part) {
        CallError error = errors.get(entry.request().id());
        entry
            .changes()
            .forEach(change -> results.add(new Result(change, error, batch.requestId())));
      }
    } catch (SdkException e) {
      part.forEach(entry -> entry.changes().forEach(change -> results.add(failed(change, e))));
    }
    return results;
  }

  private List<Result> tags(
      TableName table, List<Change> changes, Function<TagRequest, TagAnswer> call) {
    List<Result> results = new ArrayList<>();
    for (TagRequest request : TagRequest.merge(table, changes)) {
      try {
        TagAnswer answer = call.apply(request);
        for (Change change : request.changes()) {
          results.add(
              new Result(change, answer.error((Atom.Tag) change.atom()), answer.requestId()));
        }
      } catch (SdkException e) {
        request.changes().forEach(change -> results.add(failed(change, e)));
      }
    }
    return results;
  }

  private TagAnswer addTags(TagRequest request) {
    var response =
        lakeFormation.addLFTagsToResource(
            r -> r.resource(request.resource()).lfTags(request.tags()));
    return new TagAnswer(response.failures(), response.responseMetadata().requestId());
  }

  private TagAnswer removeTags(TagRequest request) {
    var response =
        lakeFormation.removeLFTagsFromResource(
            r -> r.resource(request.resource()).lfTags(request.tags()));
    return new TagAnswer(response.failures(), response.responseMetadata().requestId());
  }

  private String createFilter(TableName table, Atom.Filter filter) {
    return lakeFormation
        .createDataCellsFilter(r -> r.tableData(FilterShape.of(table, filter, null)))
        .responseMetadata()
        .requestId();
  }

  /** Changes the filter only if it is still the version just read. */
  private String updateFilter(TableName table, Atom.Filter filter) {
    String version =
        lakeFormation
            .getDataCellsFilter(
                r -> r.databaseName(table.database()).tableName(table.table()).name(filter.name()))
            .dataCellsFilter()
            .versionId();
    return lakeFormation
        .updateDataCellsFilter(r -> r.tableData(FilterShape.of(table, filter, version)))
        .responseMetadata()
        .requestId();
  }

  private String deleteFilter(TableName table, Atom.Filter filter) {
    return lakeFormation
        .deleteDataCellsFilter(
            r -> r.databaseName(table.database()).tableName(table.table()).name(filter.name()))
        .responseMetadata()
        .requestId();
  }

  private static List<Result> each(List<Change> changes, Function<Atom.Filter, String> call) {
    List<Result> results = new ArrayList<>();
    for (Change change : changes) {
      try {
        results.add(new Result(change, null, call.apply((Atom.Filter) change.atom())));
      } catch (SdkException e) {
        results.add(failed(change, e));
      }
    }
    return results;
  }

  private static Result failed(Change change, SdkException e) {
    return new Result(change, error(e), requestId(e));
  }

  private static <T> T call(String operation, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw new PermissionCallException(operation, error(e), requestId(e), e);
    }
  }

  private static CallError error(SdkException e) {
    if (e instanceof AwsServiceException service && service.awsErrorDetails() != null) {
      String code = service.awsErrorDetails().errorCode();
      String passing = service.statusCode() >= 500 ? "InternalServiceException" : "Unknown";
      return new CallError(
          code == null ? passing : code, String.valueOf(service.awsErrorDetails().errorMessage()));
    }
    // No answer at all: the network, or nobody listening.
    return new CallError("Unreachable", String.valueOf(e.getMessage()));
  }

  private static @Nullable String requestId(SdkException e) {
    return e instanceof AwsServiceException service ? service.requestId() : null;
  }

  private record Batch(List<BatchPermissionsFailureEntry> failures, String requestId) {
    Map<String, CallError> errors() {
      return failures.stream()
          .collect(
              Collectors.toMap(
                  failure -> failure.requestEntry().id(),
                  failure -> callError(failure.error()),
                  (a, b) -> a));
    }
  }

  private record TagAnswer(List<LFTagError> failures, String requestId) {
    @Nullable CallError error(Atom.Tag tag) {
      return failures.stream()
          .filter(failure -> failure.lfTag().tagKey().equalsIgnoreCase(tag.key()))
          .findFirst()
          .map(failure -> callError(failure.error()))
          .orElse(null);
    }
  }

  private static CallError callError(ErrorDetail error) {
    return new CallError(String.valueOf(error.errorCode()), String.valueOf(error.errorMessage()));
  }
}
