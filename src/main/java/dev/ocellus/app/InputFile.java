package dev.ocellus.app;

import dev.ocellus.report.Reason;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Something that is to be searched.
 *
 * @param name its path relative to the folder that holds all inputs, with forward slashes; unique in its run
 * @param path where it lies
 * @param refusal why it cannot even be tried, such as a link that leads to itself
 */
public record InputFile(String name, Path path, Optional<Reason> refusal) {}
