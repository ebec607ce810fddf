/**
 * What a run leaves behind: lists of detections in the formats of other tools, pictures with boxes drawn on them, a ledger of every input, of a
 * training its curves, anchors and mistakes, of a search its trials, and what a detector's file says of itself. May import learn, search, dataset,
 * evaluate, detect, network, frame, image, geometry and files; the one room that knows XChart. Start with
 * {@link dev.ocellus.report.PictureResult} and {@link dev.ocellus.report.ResultWriter}, or with {@link dev.ocellus.report.CurveChart}.
 */
package dev.ocellus.report;
