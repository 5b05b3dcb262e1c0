package io.tidemill.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sts.StsClient;

class S3AndStsTest {
  private final S3Client s3 = TestEndpoint.shared().s3();

  @Test
  void objectsAreFilesOfTheLake() {
    s3.putObject(p -> p.bucket("s3test").key("a/k=1 ü/x.txt"), RequestBody.fromString("hello"));
    assertThat(TestEndpoint.shared().lake().resolve("s3test/a/k=1 ü/x.txt")).hasContent("hello");
    assertThat(s3.getObjectAsBytes(g -> g.bucket("s3test").key("a/k=1 ü/x.txt")).asUtf8String())
        .isEqualTo("hello");
    assertThat(
            s3.getObjectAsBytes(g -> g.bucket("s3test").key("a/k=1 ü/x.txt").range("bytes=1-2"))
                .asUtf8String())
        .isEqualTo("el");
    assertThat(s3.headObject(h -> h.bucket("s3test").key("a/k=1 ü/x.txt")).contentLength())
        .isEqualTo(5);
    s3.copyObject(
        c ->
            c.sourceBucket("s3test")
                .sourceKey("a/k=1 ü/x.txt")
                .destinationBucket("s3test")
                .destinationKey("b/y"));
    s3.deleteObject(d -> d.bucket("s3test").key("a/k=1 ü/x.txt"));
    assertThatThrownBy(() -> s3.getObject(g -> g.bucket("s3test").key("a/k=1 ü/x.txt")))
        .isInstanceOf(NoSuchKeyException.class);
    assertThatThrownBy(() -> s3.headObject(g -> g.bucket("s3test").key("none")))
        .isInstanceOf(NoSuchKeyException.class);
    s3.deleteObjects(
        d ->
            d.bucket("s3test")
                .delete(k -> k.objects(ObjectIdentifier.builder().key("b/y").build())));
    assertThat(s3.listObjectsV2(l -> l.bucket("s3test")).contents()).isEmpty();
  }

  @Test
  void listsKeysByPrefixDelimiterAndPage() {
    for (String key : new String[] {"p/1/a", "p/1/b", "p/2/a", "p/x", "q"}) {
      s3.putObject(p -> p.bucket("s3list").key(key), RequestBody.fromString(key));
    }
    var folder = s3.listObjectsV2(l -> l.bucket("s3list").prefix("p/").delimiter("/"));
    assertThat(folder.commonPrefixes())
        .extracting(CommonPrefix::prefix)
        .containsExactly("p/1/", "p/2/");
    assertThat(folder.contents()).extracting(S3Object::key).containsExactly("p/x");
    assertThat(
            s3.listObjectsV2Paginator(l -> l.bucket("s3list").maxKeys(2)).contents().stream()
                .map(S3Object::key))
        .containsExactly("p/1/a", "p/1/b", "p/2/a", "p/x", "q");
    assertThat(
            s3
                .listObjectsV2Paginator(
                    l -> l.bucket("s3list").prefix("p/").delimiter("/").maxKeys(1))
                .commonPrefixes()
                .stream()
                .map(CommonPrefix::prefix))
        .containsExactly("p/1/", "p/2/");
  }

  @Test
  void anyoneIsTheLocalUserAndMayTakeAnyRole() {
    StsClient sts = TestEndpoint.shared().sts();
    assertThat(sts.getCallerIdentity().account()).isEqualTo("000000000000");
    var role =
        sts.assumeRole(a -> a.roleArn("arn:aws:iam::000000000000:role/etl").roleSessionName("s1"));
    assertThat(role.assumedRoleUser().arn()).endsWith("assumed-role/etl/s1");
    assertThat(role.credentials().expiration()).isAfter(java.time.Instant.now());
  }
}
