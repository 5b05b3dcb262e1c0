package io.tidemill.glue.catalog;

/** What an update does with the version that it replaces. */
public enum VersionArchive {
  /** It stays readable through GetTableVersions. */
  KEEP,
  /** It is gone, as SkipArchive asks. */
  SKIP
}
