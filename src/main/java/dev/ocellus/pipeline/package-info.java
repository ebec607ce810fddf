/**
 * Stages, how they are chained and how they are written down in YAML. May import settings, network and below. Start with
 * {@link dev.ocellus.pipeline.Stage}.
 */
package dev.ocellus.pipeline;
