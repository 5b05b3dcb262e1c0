package io.tidemill.cli.local;

import io.tidemill.cli.UserException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What must hold before anything is started; found here it is a sentence, later a stack trace. */
final class Preflight {
  /** Below this a broker's log and a lake of any use do not fit. */
  static final long LEAST_SPACE = 512L * 1024 * 1024;

  private static final long MIB = 1024L * 1024;

  private Preflight() {}

  /**
   * Checks that the children will find their ports free.
   *
   * @throws UserException naming every port that is not, with its child
   */
  static void requirePorts(List<ChildSpec> children) {
    List<String> taken = new ArrayList<>();
    for (ChildSpec child : children) {
      child.ports().stream()
          .filter(port -> !isFree(port))
          .forEach(port -> taken.add("%d (%s)".formatted(port, child.name())));
    }
    if (!taken.isEmpty()) {
      throw new UserException(
          "Expected these ports of 127.0.0.1 to be free, but something listens there: %s. Stop it (another tidemill up?), or move all ports with --port-offset N"
              .formatted(String.join(", ", taken)));
    }
  }

  /**
   * Checks that a folder, made if need be, can be written to and has room.
   *
   * @param least bytes
   * @throws UserException if not
   */
  static void requireSpace(Path folder, long least) {
    try {
      Files.createDirectories(folder);
      long usable = Files.getFileStore(folder).getUsableSpace();
      if (usable < least) {
        throw new UserException(
            "Expected at least %d MiB free for the state in %s, but there are %d. Make room, or name another folder with --home"
                .formatted(least / MIB, folder, usable / MIB));
      }
      if (!Files.isWritable(folder)) {
        throw new UserException(
            "Expected to be allowed to write to %s. Change its permissions, or name another folder with --home"
                .formatted(folder));
      }
    } catch (IOException e) {
      throw new UserException(
          "Expected to keep state in %s, but: %s. Name another folder with --home"
              .formatted(folder, e),
          e);
    }
  }

  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException taken) {
      return false;
    }
  }
}
