using System.Text;
using System.Text.Json.Nodes;
using Tidings.Core.Decide.Fraud.Features;
using Tidings.Core.Decide.Fraud.Models;
using Tidings.Core.Events;

namespace Tidings.Core.Tests.Decide.Fraud;

public sealed class When_a_model_is_read
{
    static JsonObject Written() => JsonNode.Parse(FraudModelFile.Write(Trees.Small))!.AsObject();

    static (FraudModel? Model, List<FieldError> Errors) Read(JsonNode json)
    {
        var errors = new List<FieldError>();
        return (FraudModelFile.Read(Encoding.UTF8.GetBytes(json.ToJsonString()), errors), errors);
    }

    static void Refused(string field, JsonNode json)
    {
        var (model, errors) = Read(json);
        Assert.Null(model);
        Assert.Equal(field, Assert.Single(errors).Field);
    }

    [Fact]
    public void It_scores_as_the_one_that_was_written()
    {
        var (large, random, errors) = (Trees.Large(50, 1), new Random(2), new List<FieldError>());
        var read = FraudModelFile.Read(FraudModelFile.Write(large), errors)!;
        Assert.Empty(errors);
        Assert.Equal((large.Trees, large.Nodes, large.Expected), (read.Trees, read.Nodes, read.Expected));
        for (var i = 0; i < 200; i++)
        {
            var vector = Trees.RandomVector(random);
            Assert.Equal(large.Score(vector), read.Score(vector));
        }
        Assert.Equal(FraudModelFile.Write(large), FraudModelFile.Write(read));
    }

    [Fact]
    public void One_that_was_trained_on_other_features_is_refused()
    {
        var renamed = Written();
        renamed["features"]![3] = "CountMinute";
        Refused("features[3]", renamed);
        var swapped = Written();
        (swapped["features"]![1], swapped["features"]![2]) = ("Night", "Weekend");
        Refused("features[1]", swapped);
        var fewer = Written();
        fewer["features"]!.AsArray().RemoveAt(FraudFeatures.Count - 1);
        Refused($"features[{FraudFeatures.Count - 1}]", fewer);
        var more = Written();
        more["features"]!.AsArray().Add("Star sign");
        Refused($"features[{FraudFeatures.Count}]", more);
        var hash = Written();
        hash["featuresHash"] = FraudFeatures.HashOf(["Amount"]);
        Refused("featuresHash", hash);
    }

    [Theory]
    [InlineData("left", 0, 0, "left")]
    [InlineData("left", 2, 1, "left")]
    [InlineData("left", 2, 4, "left")]
    [InlineData("left", 2, 1_000_000, "left")]
    [InlineData("left", 0, -1, "left[0]")]
    [InlineData("feature", 0, -1, "left")]
    [InlineData("feature", 0, FraudFeatures.Count, "feature[0]")]
    [InlineData("feature", 0, -2, "feature[0]")]
    [InlineData("feature", 1, 0, "left")]
    public void A_tree_in_which_a_walk_would_not_end_is_refused(string list, int node, int value, string field)
    {
        var json = Written();
        json["trees"]![0]![list]![node] = value;
        Refused($"trees[0].{field}", json);
    }

    [Fact]
    public void One_that_is_no_model_is_refused()
    {
        Refused("format", JsonNode.Parse("[]")!);
        Refused("format", JsonNode.Parse("1")!);
        var other = Written();
        other["format"] = 2;
        Refused("format", other);
        var upside = Written();
        upside["slope"] = -1;
        Refused("slope", upside);
        var without = Written();
        without["offset"] = "much";
        Refused("offset", without);
        var bare = Written();
        bare["trees"] = new JsonArray();
        Refused("trees", bare);
        var uneven = Written();
        uneven["trees"]![1]!["value"]!.AsArray().RemoveAt(0);
        Refused("trees[1].value", uneven);
        var huge = Written();
        huge["trees"]![1]!["value"]![0] = 1e300;
        Refused("trees[1].value[0]", huge);
    }

    [Theory, InlineData(""), InlineData("{"), InlineData("{\"format\":1,\"format\":1}"), InlineData("nothing")]
    public void What_is_no_json_is_refused(string text)
    {
        var errors = new List<FieldError>();
        Assert.Null(FraudModelFile.Read(Encoding.UTF8.GetBytes(text), errors));
        Assert.Equal(FieldCodes.Broken, Assert.Single(errors).Code);
    }
}
