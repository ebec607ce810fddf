/**
 * What a run leaves behind: lists of detections in the formats of other tools, pictures with boxes drawn on them, and a ledger of every input. May
 * import frame, image, geometry and files. Start with {@link dev.ocellus.report.PictureResult} and {@link dev.ocellus.report.ResultWriter}.
 */
package dev.ocellus.report;
