/**
 * Writing files so that nobody meets a half. Imports nothing of the project. Start with {@link dev.ocellus.files.PendingFile}, the only class.
 */
package dev.ocellus.files;
