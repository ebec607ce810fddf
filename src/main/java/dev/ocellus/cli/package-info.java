/**
 * The command line: what users type and what they read. The only room that writes to the standard output. May import app and what app returns. Start
 * with {@link dev.ocellus.cli.Ocellus}.
 */
package dev.ocellus.cli;
