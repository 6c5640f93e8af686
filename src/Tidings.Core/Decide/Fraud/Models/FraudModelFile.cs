using System.Buffers;
using System.Text.Json;
using Tidings.Core.Decide.Fraud.Features;
using Tidings.Core.Events;

namespace Tidings.Core.Decide.Fraud.Models;

/// <summary>
/// A model as JSON, version 1: <c>format</c>, <c>features</c> (names, in order), <c>featuresHash</c>, <c>slope</c>, <c>offset</c>, <c>trees</c>; a tree has four lists of one length: <c>feature</c> (-1: a leaf),
/// <c>threshold</c>, <c>left</c>, <c>value</c>. See docs/fraud.md.
/// </summary>
/// <remarks>A file is input like any other: it is read with bounds, and each tree is proved to end before it is walked.</remarks>
public static class FraudModelFile
{
    public const int Format = 1;
    public const int MostBytes = 64 * 1024 * 1024;
    const int MostTrees = 5_000, MostNodes = 1_000_000;
    const string TrainAnew = "Train the model anew with this version.";

    static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    public static byte[] Write(FraudModel model)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("format", Format);
            json.WriteStartArray("features");
            foreach (var name in FraudFeatures.Names)
                json.WriteStringValue(name);
            json.WriteEndArray();
            json.WriteString("featuresHash", FraudFeatures.Hash);
            json.WriteNumber("slope", model.Slope);
            json.WriteNumber("offset", model.Offset);
            json.WriteStartArray("trees");
            for (var i = 0; i < model.Trees; i++)
                WriteTree(json, model.Tree(i));
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <returns>Null where there are <paramref name="errors"/>: not the format, other features than those that run, or trees that do not hold together.</returns>
    public static FraudModel? Read(ReadOnlyMemory<byte> json, List<FieldError> errors)
    {
        if (json.Length > MostBytes)
        {
            errors.Add(new("", FieldCodes.Limit, $"The file is larger than {MostBytes} bytes.", "Train with fewer or smaller trees."));
            return null;
        }
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return Whole(document.RootElement, errors);
        }
        catch (JsonException)
        {
            errors.Add(new("", FieldCodes.Broken, "This is not a JSON document, or one that breaks off.", TrainAnew));
            return null;
        }
    }

    static FraudModel? Whole(JsonElement root, List<FieldError> errors)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("format", out var format) || format.ValueKind != JsonValueKind.Number || !format.TryGetInt32(out var version) || version != Format)
            return Wrong(errors, "format", FieldCodes.UnknownValue, $"The format of a model is {Format}.", TrainAnew);
        if (!FeaturesFit(root, errors))
            return null;
        if (!TryNumber(root, "slope", out var slope) || slope <= 0)
            return Wrong(errors, "slope", FieldCodes.Range, "The slope of the calibration is a number above 0.", TrainAnew);
        if (!TryNumber(root, "offset", out var offset))
            return Wrong(errors, "offset", FieldCodes.Range, "The offset of the calibration is a number.", TrainAnew);
        if (!root.TryGetProperty("trees", out var trees) || trees.ValueKind != JsonValueKind.Array || trees.GetArrayLength() is 0 or > MostTrees)
            return Wrong(errors, "trees", FieldCodes.Range, $"A model has between 1 and {MostTrees} trees.", TrainAnew);
        var read = new List<FraudModelNode[]>(trees.GetArrayLength());
        var nodes = 0;
        foreach (var tree in trees.EnumerateArray())
        {
            if (FraudModelTree.Read(tree, $"trees[{read.Count}]", errors) is not { } one)
                return null;
            read.Add(one);
            nodes += one.Length;
            if (nodes > MostNodes)
                return Wrong(errors, "trees", FieldCodes.Limit, $"A model has {MostNodes} nodes at most.", "Train with fewer or smaller trees.");
        }
        return new(read, slope, offset);
    }

    /// <summary>A model says something only about what it was trained on: other names, or the same in another order, are refused.</summary>
    static bool FeaturesFit(JsonElement root, List<FieldError> errors)
    {
        if (!root.TryGetProperty("features", out var names) || names.ValueKind != JsonValueKind.Array || names.EnumerateArray().Any(static name => name.ValueKind != JsonValueKind.String))
        {
            errors.Add(new("features", FieldCodes.Missing, "The features that the model was trained on are not named.", TrainAnew));
            return false;
        }
        var named = names.EnumerateArray().Select(static name => name.GetString()!).ToArray();
        for (var i = 0; i < Math.Max(named.Length, FraudFeatures.Count); i++)
        {
            var (has, runs) = (i < named.Length ? named[i] : "nothing", i < FraudFeatures.Count ? FraudFeatures.Names[i] : "nothing");
            if (has == runs)
                continue;
            errors.Add(new($"features[{i}]", FieldCodes.UnknownValue, $"The model was trained on other features than those that run: here runs {runs}.", TrainAnew));
            return false;
        }
        if (!root.TryGetProperty("featuresHash", out var hash) || hash.ValueKind != JsonValueKind.String || hash.GetString() != FraudFeatures.Hash)
        {
            errors.Add(new("featuresHash", FieldCodes.UnknownValue, "The hash is not that of the features that are named.", TrainAnew));
            return false;
        }
        return true;
    }

    static bool TryNumber(JsonElement root, string name, out double value)
    {
        value = 0;
        return root.TryGetProperty(name, out var element) && element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out value) && double.IsFinite(value);
    }

    static FraudModel? Wrong(List<FieldError> errors, string field, string code, string why, string fix)
    {
        errors.Add(new(field, code, why, fix));
        return null;
    }

    static void WriteTree(Utf8JsonWriter json, FraudModelNode[] tree)
    {
        json.WriteStartObject();
        json.WriteStartArray("feature");
        foreach (var node in tree)
            json.WriteNumberValue(node.Feature);
        json.WriteEndArray();
        json.WriteStartArray("threshold");
        foreach (var node in tree)
            json.WriteNumberValue(node.Threshold);
        json.WriteEndArray();
        json.WriteStartArray("left");
        foreach (var node in tree)
            json.WriteNumberValue(node.Left);
        json.WriteEndArray();
        json.WriteStartArray("value");
        foreach (var node in tree)
            json.WriteNumberValue(node.Value);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
