package dev.ocellus.dataset;

import dev.ocellus.settings.KebabCase;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Something odd in the data, told so that its owner can mend it. Nothing is changed on disk.
 *
 * @param kind what it is, for programs and for counting
 * @param file the file that holds it
 * @param line its line, counted from 1; 0 where the whole file is meant
 * @param loss what it costs
 * @param what what is wrong and what was done about it
 * @param toDo how to mend it
 */
public record Finding(Kind kind, Path file, int line, Loss loss, String what, String toDo) {
    /** What is left out because of a fault. */
    public enum Loss {
        /** Nothing: the data is used, as told. */
        NOTHING,
        /** One box, and not its picture. */
        BOX,
        /** A picture, or the labels of one. */
        PICTURE
    }

    /** All that can be odd in labelled pictures. The names do not change, since programs may wait for them. */
    public enum Kind {
        BOX_WITHOUT_AREA("a box of zero or negative size"),
        BOX_OUTSIDE("a box wholly outside its picture"),
        BOX_OVERHANG("a box that reaches beyond its picture"),
        BOX_TWICE("the same box with the same class twice"),
        BOX_NEARLY_TWICE("two boxes of one class that nearly agree"),
        BOX_OF_TWO_CLASSES("two boxes of different classes in the same place"),
        TINY_BOX("a box too small to show anything"),
        HUGE_BOX("a box that is the whole picture"),
        TURNED_BOX("a box that is not upright"),
        OUTLINE("an outline where a box is expected"),
        MIXED_ROWS("boxes and outlines in one file"),
        OTHER_SHAPE("a shape that is no box"),
        OBJECT_WITHOUT_NAME("an object that does not say what it is"),
        OBJECT_WITHOUT_BOX("an object that does not say where it is"),
        NOT_A_NUMBER("a text where a number is expected"),
        NOT_A_FRACTION("pixels where a fraction of the picture is expected"),
        FIELD_COUNT("a line with too many or too few values"),
        UNKNOWN_FLAG("a mark that is neither yes nor no"),
        UNKNOWN_CLASS("a class that the set does not list"),
        CLASS_WITHOUT_NAME("a class that is listed without its name"),
        NO_CLASS_NAMES("a set whose classes have numbers only"),
        CLASS_COUNT("a number of classes that is not the number of their names"),
        CLASS_SPELLING("classes whose names nearly agree"),
        CLASS_UNUSED("a class without any box"),
        CLASS_RARE("a class with far fewer boxes than another one"),
        MISSING_ID("an entry without the id that others know it by"),
        ID_TWICE("an id that two entries share"),
        UNKNOWN_PICTURE("labels or lists that speak of a picture that is not there"),
        UNKNOWN_PLACE("a folder or list of pictures that is not there"),
        LABELS_WITHOUT_PICTURE("labels of a picture that is not there"),
        LABELS_TWICE("labels of one picture in two places"),
        AMBIGUOUS_NAME("a name that may mean several files"),
        SAME_STEM("pictures whose names differ in their endings only"),
        PICTURE_WITHOUT_LABELS("a picture of which nobody says what it shows"),
        UNREADABLE_LABELS("a file of labels that cannot be read"),
        NOT_TEXT("bytes that are no text"),
        BYTE_ORDER_MARK("invisible bytes at the start of a file"),
        LINE_ENDS("lines that end as on Windows"),
        TABS("tabs between values"),
        DECIMAL_COMMA("commas before fractions"),
        STATED_SIZE("labels that state another size than the picture has"),
        STATED_SIZE_UNUSABLE("labels that state a size which no picture has"),
        UNTURNED_LABELS("boxes drawn on a picture that was not turned upright"),
        CORNER_COUNT("corners that may be counted from another pixel"),
        NOT_OF_A_PERSON("something beside the folders of people"),
        NO_FACE("a picture without one clear face"),
        SINGLE_PICTURE("a person of whom there is one picture only"),
        UNREADABLE_PICTURE("a picture that cannot be read"),
        DAMAGED_PICTURE("a picture of which a part is damaged or missing"),
        WRONG_ENDING("a picture whose name ends as those of another format"),
        SAME_PICTURE("two files with the same picture"),
        SIMILAR_PICTURE("two pictures that can hardly be told apart"),
        SAME_PICTURE_ACROSS_PARTS("the same picture learnt from and measured on"),
        SIMILAR_PICTURE_ACROSS_PARTS("nearly the same picture learnt from and measured on");

        private final String meaning;

        Kind(String meaning) {
            this.meaning = meaning;
        }

        /** What it means, in a few words. */
        public String meaning() {
            return meaning;
        }

        /** As it is written in tables and files. */
        @Override
        public String toString() {
            return KebabCase.of(name());
        }
    }

    public Finding {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(file);
        Objects.requireNonNull(loss);
        Objects.requireNonNull(what);
        Objects.requireNonNull(toDo);
    }

    /** One line for people: {@code file:line: what; to do}. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + what + "; " + toDo;
    }
}
