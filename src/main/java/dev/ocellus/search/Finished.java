package dev.ocellus.search;

/** A trial and how it ended. */
public record Finished(Trial trial, Outcome outcome) {}
