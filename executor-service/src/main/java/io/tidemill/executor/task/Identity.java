package io.tidemill.executor.task;

/**
 * Who this executor is.
 *
 * @param fleet fleet it belongs to
 * @param executorId its name
 * @param incarnation start of this process, milliseconds since the epoch
 */
public record Identity(String fleet, String executorId, long incarnation) {}
