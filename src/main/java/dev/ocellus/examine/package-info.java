/**
 * What is odd about a set of labelled pictures beyond what its reader meets: its pictures are opened, held against their labels and against one
 * another. Reads and writes nothing else. May import dataset, frame, image and geometry. Start with {@link dev.ocellus.examine.Examination}.
 */
package dev.ocellus.examine;
