using Tidings.Core.Compose.Templates;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Events;
using Tidings.Server.Decide;
using Tidings.Server.Operate.Access;
using Tidings.Server.Operate.Problems;
using Tidings.Smpp.Text;

namespace Tidings.Server.Compose;

/// <summary>Templates: reading, saving a new version, and seeing what it looks like and costs.</summary>
internal static class TemplateEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var templates = endpoints.MapGroup("/v1/templates").WithTags("Templates");
        templates.MapGet("", List).WithName("ListTemplates").WithSummary("All templates with their newest version");
        templates.MapGet("/{id}", Get).WithName("GetTemplate").WithSummary("A template as the document that PUT takes: its newest version, or ?version=");
        templates.MapPut("/{id}", Put).WithName("PutTemplate").WithSummary("Save a new version. An approved one is in force with the next event, or 202 and a proposal that somebody else approves");
        templates.MapPost("/preview", Preview).WithName("PreviewTemplate").WithSummary("The texts with sample or given values: encoding, segments, and which character costs");
    }

    static IResult List(RulebookHolder holder) => Results.Json(new
    {
        templates = holder.Documents.Templates.Values.Select(versions => new
        {
            versions[^1].Id,
            Class = ComposeWords.Of(versions[^1].Class),
            versions[^1].Version,
            State = ComposeWords.Of(versions[^1].State),
            InForce = versions.FindLast(template => template.State == TemplateState.Approved)?.Version,
            Languages = versions[^1].Bodies.Keys.Order(StringComparer.Ordinal),
        }),
    });

    static IResult Get(string id, int? version, HttpContext http, RulebookHolder holder)
    {
        var versions = holder.Documents.Templates.GetValueOrDefault(id);
        var found = version is null ? versions?[^1] : versions?.Find(template => template.Version == version);
        return found is null
            ? new Problem(ProblemCodes.NotFound) { Detail = versions is null ? "There is no template with this id." : "The template has no such version." }
            : DocumentAnswers.Document(http, TemplateJson.Write(found), found.Version);
    }

    static Task<IResult> Put(string id, HttpContext http, RulebookHolder holder, Changes changes, TimeProvider time, CancellationToken cancel) => DocumentAnswers.Put(
        http,
        (body, errors) => DocumentAnswers.Named(
            id, ComposeJson.Read(body, ComposeJson.Default.TemplateDocument, errors), static document => document.Id, errors, "Write the same id in both places, or leave it out."),
        (document, expected) => holder.SaveTemplate(document.ToTemplate(id), expected, changes.By(http.Caller(), harmless: document.State == TemplateState.Draft), cancel), cancel,
        document => PolicyLint.Check(
            holder.Pipeline.Rulebook, [document.ToTemplate(id) with { State = TemplateState.Approved }], DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)));

    static async Task<IResult> Preview(HttpContext http, RulebookHolder holder, CancellationToken cancel)
    {
        if (await DocumentAnswers.ReadBody(http.Request, cancel) is not { } body)
            return DocumentAnswers.TooLarge;
        var errors = new List<FieldError>();
        var request = ComposeJson.Read(body, ComposeJson.Default.PreviewRequest, errors);
        if (request is not null && request.Id is null == (request.Template is null))
            errors.Add(new("id", FieldCodes.Missing, "A preview has either the id of a template or a template.", "Send one of them."));
        if (request is null || errors.Count > 0)
            return new Problem(ProblemCodes.ValidationFailed) { Errors = errors };
        var template = request.Template?.ToTemplate(request.Template.Id ?? "preview") ?? holder.Documents.NewestTemplate(request.Id!);
        return template is null
            ? new Problem(ProblemCodes.NotFound) { Detail = "There is no template with this id." }
            : Results.Json(Previewed(request, template, holder.Documents, holder.Encoding));
    }

    static PreviewAnswer Previewed(PreviewRequest request, Template template, BankDocuments documents, EncodingOptions encoding)
    {
        var errors = TemplateCheck.Check(template, documents.RulesFor(template, encoding));
        // What does not parse has no preview: the errors say why.
        var languages = (request.Languages ?? [.. template.Bodies.Keys]).Take(TemplateCheck.MaxLanguages);
        return new PreviewAnswer(
            [.. languages.Select(language => PreviewedText.Of(template, language, documents.Settings, request.Sample ?? PreviewSample.Typical, request.Values, encoding))],
            errors);
    }
}
