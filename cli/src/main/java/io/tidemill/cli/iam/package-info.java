/** Least-privilege IAM policies for the services, worked out from a project. */
@NullMarked
package io.tidemill.cli.iam;

import org.jspecify.annotations.NullMarked;
