/**
 * Points, sizes, boxes, maps of the plane and where a picture sits in its source. Imports nothing of the project. Start with
 * {@link dev.ocellus.geometry.Box} and {@link dev.ocellus.geometry.Placement}.
 */
package dev.ocellus.geometry;
