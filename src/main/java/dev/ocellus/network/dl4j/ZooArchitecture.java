package dev.ocellus.network.dl4j;

import dev.ocellus.network.Shape;
import java.util.Locale;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.zoo.InstantiableModel;
import org.deeplearning4j.zoo.model.AlexNet;
import org.deeplearning4j.zoo.model.Darknet19;
import org.deeplearning4j.zoo.model.FaceNetNN4Small2;
import org.deeplearning4j.zoo.model.InceptionResNetV1;
import org.deeplearning4j.zoo.model.LeNet;
import org.deeplearning4j.zoo.model.ResNet50;
import org.deeplearning4j.zoo.model.SimpleCNN;
import org.deeplearning4j.zoo.model.SqueezeNet;
import org.deeplearning4j.zoo.model.TinyYOLO;
import org.deeplearning4j.zoo.model.UNet;
import org.deeplearning4j.zoo.model.Xception;

/** The architectures for pictures of DL4J's zoo, as DL4J defines them, which is not always as their papers do. Untrained. */
public enum ZooArchitecture {
    ALEXNET((input, classes, seed) ->
            AlexNet.builder().inputShape(input).numClasses(classes).seed(seed).build()),
    DARKNET19((input, classes, seed) ->
            Darknet19.builder().inputShape(input).numClasses(classes).seed(seed).build()),
    FACENET_NN4_SMALL2((input, classes, seed) -> FaceNetNN4Small2.builder()
            .inputShape(input)
            .numClasses(classes)
            .seed(seed)
            .build()),
    INCEPTION_RESNET_V1((input, classes, seed) -> InceptionResNetV1.builder()
            .inputShape(input)
            .numClasses(classes)
            .seed(seed)
            .build()),
    LENET((input, classes, seed) ->
            LeNet.builder().inputShape(input).numClasses(classes).seed(seed).build()),
    RESNET50((input, classes, seed) ->
            ResNet50.builder().inputShape(input).numClasses(classes).seed(seed).build()),
    SIMPLE_CNN((input, classes, seed) ->
            SimpleCNN.builder().inputShape(input).numClasses(classes).seed(seed).build()),
    SQUEEZENET((input, classes, seed) -> SqueezeNet.builder()
            .inputShape(input)
            .numClasses(classes)
            .seed(seed)
            .build()),
    TINY_YOLO((input, classes, seed) ->
            TinyYOLO.builder().inputShape(input).numClasses(classes).seed(seed).build()),
    UNET((input, classes, seed) ->
            UNet.builder().inputShape(input).numClasses(classes).seed(seed).build()),
    VGG16((input, classes, seed) -> org.deeplearning4j
            .zoo
            .model
            .VGG16
            .builder()
            .inputShape(input)
            .numClasses(classes)
            .seed(seed)
            .build()),
    VGG19((input, classes, seed) -> org.deeplearning4j
            .zoo
            .model
            .VGG19
            .builder()
            .inputShape(input)
            .numClasses(classes)
            .seed(seed)
            .build()),
    XCEPTION((input, classes, seed) ->
            Xception.builder().inputShape(input).numClasses(classes).seed(seed).build()),
    YOLO2((input, classes, seed) -> org.deeplearning4j
            .zoo
            .model
            .YOLO2
            .builder()
            .inputShape(input)
            .numClasses(classes)
            .seed(seed)
            .build());

    /** The zoo's own builders have no type in common. */
    @FunctionalInterface
    private interface Definition {
        InstantiableModel of(int[] input, int classes, long seed);
    }

    private final Definition definition;

    ZooArchitecture(Definition definition) {
        this.definition = definition;
    }

    /**
     * A network with DL4J's starting weights.
     *
     * @throws NotInVocabularyException where DL4J cannot make it for that input; most want at least a certain size
     */
    Model create(Shape input, int classes, long seed) {
        try {
            return definition
                    .of(new int[] {input.channels(), input.height(), input.width()}, classes, seed)
                    .init();
        } catch (RuntimeException e) {
            throw new NotInVocabularyException(
                    "DL4J cannot make %s for an input of %s: %s".formatted(this, input, e.getMessage()));
        }
    }

    /** As users write it: {@code facenet-nn4-small2}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
