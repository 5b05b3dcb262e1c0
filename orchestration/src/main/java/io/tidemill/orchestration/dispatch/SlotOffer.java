package io.tidemill.orchestration.dispatch;

/**
 * Slots that an executor has.
 *
 * @param sessionSpec the session spec they run on, or {@code *} for any
 * @param total slots in all, those in use included
 */
public record SlotOffer(String sessionSpec, int total) {}
