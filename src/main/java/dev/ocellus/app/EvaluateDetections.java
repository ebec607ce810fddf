package dev.ocellus.app;

import dev.ocellus.dataset.Finding;
import dev.ocellus.dataset.LabelledPicture;
import dev.ocellus.dataset.Part;
import dev.ocellus.evaluate.Assessment;
import dev.ocellus.evaluate.PartErrors;
import dev.ocellus.evaluate.PartErrors.Measured;
import dev.ocellus.evaluate.PartErrors.Role;
import dev.ocellus.evaluate.Suspicion;
import dev.ocellus.frame.Frame;
import dev.ocellus.frame.Truth;
import dev.ocellus.pipeline.StageCatalogue;
import dev.ocellus.report.ConfusionReport;
import dev.ocellus.report.ErrorSheet;
import dev.ocellus.report.EvaluationContent;
import dev.ocellus.report.EvaluationFile;
import dev.ocellus.report.EvaluationPage;
import dev.ocellus.report.EvaluationTables;
import dev.ocellus.report.MarkedSheet;
import dev.ocellus.report.PictureResult;
import dev.ocellus.report.PictureResult.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Judges detections against labels and writes down how good they are, what goes wrong and what to do about it. Opening checks the whole request before
 * the first picture; afterwards no picture can stop the run.
 */
public final class EvaluateDetections implements AutoCloseable {
    /** The report, the figures and the sheet of errors. */
    public static final String REPORT = "report.html";

    public static final String FIGURES = "evaluation.json";
    public static final String SHEET = "errors.csv";

    private final EvaluateRequest request;
    private final LabelledSet set;
    private final Map<Role, List<LabelledPicture>> parts;
    private final Optional<Role> shownPart;
    private final List<LabelledPicture> shown;
    private final DetectionSource.Opened source;
    private volatile boolean stopped;
    private volatile PictureRun running;

    private EvaluateDetections(
            EvaluateRequest request, LabelledSet set, Map<Role, List<LabelledPicture>> parts, StageCatalogue catalogue)
            throws WrongUsageException, IOException {
        this.request = request;
        this.set = set;
        this.parts = parts;
        if (request.selection().isPresent()) {
            this.shown = set.select(request.selection().get());
            this.shownPart = parts.entrySet().stream()
                    .filter(part -> part.getValue().equals(shown))
                    .map(Map.Entry::getKey)
                    .findFirst();
        } else {
            // mistakes are looked at on dev; whoever looks at those on test spoils it
            this.shownPart = List.of(Role.DEV, Role.TRAIN_DEV, Role.TEST, Role.TRAIN).stream()
                    .filter(parts::containsKey)
                    .findFirst();
            this.shown = shownPart.isPresent() ? parts.get(shownPart.get()) : set.pictures();
        }
        if (shown.isEmpty()) {
            throw new WrongUsageException("there are no labelled pictures in "
                    + request.data().folder()
                    + request.selection().map(part -> " for '" + part + "'").orElse(""));
        }
        List<LabelledPicture> all = new ArrayList<>(shown);
        parts.values().forEach(all::addAll);
        this.source = request.source()
                .open(
                        catalogue,
                        request.data().folder(),
                        all.stream().distinct().toList());
    }

    /**
     * Makes everything ready.
     *
     * @throws WrongUsageException where labels, detections or the out folder are not usable
     * @throws dev.ocellus.pipeline.PipelineFileException where a pipeline file has mistakes
     */
    public static EvaluateDetections open(EvaluateRequest request, StageCatalogue catalogue)
            throws WrongUsageException, IOException {
        requireNoMarks(request.out().resolve(SHEET));
        LabelledSet set = LabelledSet.read(request.data());
        Map<Role, List<LabelledPicture>> parts = new EnumMap<>(Role.class);
        for (Map.Entry<Role, String> part : request.compare().entrySet()) {
            parts.put(part.getKey(), set.select(part.getValue()));
        }
        if (request.compareAll()) {
            for (Role role : Role.values()) {
                if (set.parts().stream().map(Part::toString).anyMatch(role.toString()::equals)) {
                    parts.put(role, set.select(role.toString()));
                }
            }
            if (parts.isEmpty()) {
                throw new WrongUsageException(
                        "%s does not say which pictures are for training, dev or test; say it by --compare train=LIST,dev=LIST"
                                .formatted(request.data().folder()));
            }
        }
        for (Map.Entry<Role, List<LabelledPicture>> part : parts.entrySet()) {
            if (part.getValue().isEmpty()) {
                throw new WrongUsageException("there are no labelled pictures for " + part.getKey());
            }
        }
        return new EvaluateDetections(request, set, parts, catalogue);
    }

    /** What people marked by hand is not written over. */
    private static void requireNoMarks(Path sheet) throws WrongUsageException {
        if (!Files.exists(sheet)) {
            return;
        }
        try {
            if (!MarkedSheet.read(sheet).isMarked()) {
                return;
            }
        } catch (IOException e) {
            throw new WrongUsageException("%s is in the way: %s".formatted(sheet, e.getMessage()));
        }
        throw new WrongUsageException(
                "%s holds marks that would be lost; choose another --out, or sum them up by --errors %s"
                        .formatted(sheet, sheet));
    }

    /** The ids of all pictures to be judged, those of each part in turn. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        groups().values().forEach(group -> group.forEach(picture -> names.add(picture.id())));
        return names;
    }

    /** What was odd about the labels. */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(set.findings());
        findings.addAll(source.findings());
        return findings;
    }

    private Map<String, List<LabelledPicture>> groups() {
        Map<String, List<LabelledPicture>> groups = new LinkedHashMap<>();
        parts.forEach((role, pictures) -> groups.put(role.toString(), pictures));
        if (shownPart.isEmpty()) {
            groups.put("", shown);
        }
        return groups;
    }

    /** The judged pictures of a group and how each ended. */
    private record Judged(List<Frame> frames, List<PictureResult> ledger) {}

    /**
     * Judges all pictures and writes the results; empty where it was stopped before the last picture, and then nothing is written.
     *
     * @param listener told of each picture, in order
     */
    public Optional<EvaluationContent> run(Consumer<PictureResult> listener) throws IOException, WrongUsageException {
        Map<String, Judged> judged = new LinkedHashMap<>();
        for (Map.Entry<String, List<LabelledPicture>> group : groups().entrySet()) {
            judged.put(group.getKey(), judge(group.getValue(), listener));
            if (stopped) {
                return Optional.empty();
            }
        }
        Judged main = judged.get(shownPart.map(Role::toString).orElse(""));
        if (main.frames().isEmpty()) {
            throw new WrongUsageException("no picture could be judged: %s"
                    .formatted(main.ledger().get(0).reasons().get(0).text()));
        }
        Assessment.Settings settings = new Assessment.Settings(request.score(), request.rounds(), request.seed());
        Assessment assessment = Assessment.of(main.frames(), settings);
        List<Suspicion> suspicions = Suspicion.of(assessment.reported());
        PicturesToShow pictures = new PicturesToShow(shown, request.maxPixels());
        EvaluationContent content = new EvaluationContent(
                about(assessment, main.frames()),
                assessment,
                parts.isEmpty() ? Optional.empty() : Optional.of(compare(judged, settings, assessment)),
                suspicions,
                pictures.doubtful(assessment, suspicions),
                pictures.worst(assessment),
                judged.values().stream()
                        .flatMap(group -> group.ledger().stream())
                        .toList(),
                findings());
        write(content);
        return Optional.of(content);
    }

    /** Lets a run end after the pictures that are being worked on; from any thread. */
    public void stop() {
        stopped = true;
        PictureRun run = running;
        if (run != null) {
            run.stop();
        }
    }

    private Judged judge(List<LabelledPicture> pictures, Consumer<PictureResult> listener) throws IOException {
        Map<String, LabelledPicture> byId = new HashMap<>();
        List<InputFile> files = new ArrayList<>();
        for (LabelledPicture picture : pictures) {
            byId.put(picture.id(), picture);
            files.add(new InputFile(picture.id(), picture.file(), Optional.empty()));
        }
        List<Frame> frames = new ArrayList<>();
        List<PictureResult> ledger = new ArrayList<>();
        PictureRun run = new PictureRun(
                new InputFiles(files, 0),
                request.maxPixels(),
                request.threads(),
                (input, image) -> new PictureRun.Outcome(source.of(input.name(), image), Optional.empty()));
        running = run;
        run.run(result -> {
            ledger.add(result);
            if (result.status() != Status.REJECTED) {
                frames.add(frame(byId.get(result.name()), result));
            }
            listener.accept(result);
        });
        return new Judged(frames, ledger);
    }

    private static Frame frame(LabelledPicture picture, PictureResult result) {
        Truth inside = picture.truth().within(result.size().orElseThrow());
        return Frame.of(picture.id(), PicturesToShow.NO_PIXELS)
                .withTruth(inside)
                .withDetections(result.detections());
    }

    private EvaluationContent.Parts compare(
            Map<String, Judged> judged, Assessment.Settings settings, Assessment shownAssessment) {
        // one score for all parts, as the detector has one when it works
        Assessment.Settings same =
                new Assessment.Settings(shownAssessment.point().score(), settings.rounds(), settings.seed());
        Map<Role, Measured> errors = new EnumMap<>(Role.class);
        for (Role role : parts.keySet()) {
            List<Frame> frames = judged.get(role.toString()).frames();
            if (frames.isEmpty()) {
                continue;
            }
            Assessment assessment = Optional.of(role).equals(shownPart) ? shownAssessment : Assessment.of(frames, same);
            errors.put(
                    role,
                    switch (request.measure()) {
                        case AP50 ->
                            new Measured(
                                    1 - assessment.coco().ap50(),
                                    assessment.bootstrap().ap50().halfWidth(),
                                    frames.size());
                        case F1 ->
                            new Measured(
                                    1 - assessment.point().f1(),
                                    assessment.bootstrap().f1().halfWidth(),
                                    frames.size());
                    });
        }
        return new EvaluationContent.Parts(
                request.measure() == EvaluateRequest.ErrorMeasure.AP50
                        ? "1 − AP50"
                        : "1 − F1 at score %.2f".formatted(same.score()),
                request.targetError() > 0,
                new PartErrors(request.targetError(), errors));
    }

    private EvaluationContent.About about(Assessment assessment, List<Frame> frames) {
        String what = request.selection()
                .map(selection -> "the part '" + selection + "'")
                .or(() -> shownPart.map(role -> "the part '" + role + "'"))
                .orElse("all pictures");
        return new EvaluationContent.About(
                request.source().path().toString(),
                request.data().folder().toString(),
                what,
                request.command(),
                LocalDate.now(ZoneOffset.UTC),
                !Double.isNaN(request.score()),
                request.rounds(),
                request.seed(),
                EvaluationNotes.of(assessment, frames, source.labels()));
    }

    private void write(EvaluationContent content) throws IOException {
        Path out = request.out();
        Assessment assessment = content.assessment();
        EvaluationFile.write(content, out.resolve(FIGURES));
        ErrorSheet.write(assessment.reported(), content.suspicions(), out.resolve(SHEET));
        EvaluationTables.writeLabels(assessment, out.resolve("classes.csv"));
        EvaluationTables.writeCurves(assessment, out.resolve("curves.csv"));
        EvaluationTables.writePictures(content, out.resolve("pictures.csv"));
        ConfusionReport.writeCsv(assessment.confusion(), out.resolve("confusion.csv"));
        EvaluationPage.write(content, out.resolve(REPORT));
    }

    @Override
    public void close() {
        source.close();
    }
}
