/**
 * How records are written down: the names of their components in files, defaults, descriptions, reading them from YAML with every mistake told, and
 * writing them. Imports nothing of the project. Start with {@link dev.ocellus.settings.RecordReader}, then {@link dev.ocellus.settings.RecordKind}.
 */
package dev.ocellus.settings;
