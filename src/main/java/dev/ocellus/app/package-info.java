/**
 * Where the parts are put together: the one list of stages, the engines, where files lie, and the uses of the program, each free of any user
 * interface. May import every room but the entrances. Start with {@link dev.ocellus.app.DetectPictures}.
 */
package dev.ocellus.app;
