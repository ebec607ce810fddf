/**
 * Who is enrolled: people and their faces in one SQLite file, exact search among them, the decision whether a face is known, and forgetting for good.
 * May import frame, geometry, network (for a card's hashes and safetensors), settings and files. SQLite and JDBC stay behind the doors of this room.
 * Start with {@link dev.ocellus.gallery.Gallery}, then {@link dev.ocellus.gallery.FaceIndex}.
 */
package dev.ocellus.gallery;
