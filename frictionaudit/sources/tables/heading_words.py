"""The words that head the columns of service tables, by what these hold; in English, German and other languages."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """What a column holds; these words are also used in a mapping file."""

    CLIENT = "client step"
    AGENCY = "agency action"
    STEP = "step"
    ACTION = "action"
    NUMBER = "number"
    WHO = "who"
    TIME = "processing time"
    EFFORT = "minutes"
    WAIT = "waiting time"
    LEAD_TIME = "lead time"
    FEE = "fee"
    DOCUMENT = "document"
    WHERE = "where"
    FORM = "form"
    QUESTIONS = "questions"
    CHANNEL = "channel"
    SYSTEM = "system"
    NEXT = "next"
    PREVIOUS = "previous"
    LABEL = "branch label"
    KIND = "kind"
    TELLS = "customer learns"
    NOTE = "note"
    IGNORE = "ignore"


_HEADINGS: Mapping[Role, str] = {
    Role.CLIENT: "customer response|customer says|customer responds|client steps"
    "|client step|clients steps|steps of the client|applicant steps|customer steps"
    "|customer step|customer action|client action|step for the client|what the client does|what the customer does"
    "|schritt des kunden|schritte der kunden|schritt des antragstellers|kundenschritt|kunde tut",
    Role.AGENCY: "agent says|agent action|agent actions"
    "|agency actions|agency action|office action|office actions|action of the agency|staff action"
    "|our action|our actions|our step|our steps|staff step|staff steps|staff does|what staff do"
    "|service provider action|activity of the office|what the office does|action taken|handlung der behörde"
    "|schritt der behörde|behörde tut|verwaltungshandeln|schritt des amtes",
    Role.STEP: "key steps|main steps|detailed steps|steps to follow|"
    "step|steps|step name|name of step|process step|process step description|procedure|stage"
    "|schritt|schritte|arbeitsschritt"
    "|prozessschritt|verfahrensschritt|ablauf",
    Role.ACTION: "action|actions|activity|activities|task|tasks|what|what happens|description|step description"
    "|what we do|what is done|what to do|what they do|activity description|task description|work step"
    "|tätigkeit|tätigkeiten|aktivität|aufgabe|handlung|was|was geschieht|beschreibung|vorgang",
    Role.NUMBER: "no|nr|number|id|step id|process step id|step no|step number"
    "|seq|sequence|pos|s/n|sr no|sl no|ref|ref no|lfd nr|nummer|schritt nr|schrittnummer|item no",
    Role.WHO: "staff group|handled by|ausführung durch|durchgeführt von|ausgeführt von|erledigt durch|bearbeitet von|"
    "responsible party|responsible officer|responsible unit|responsible department"
    "|assigned to|assignee|pic|who acts|actors"
    "|who|by whom|by|role|actor|person responsible|persons responsible|responsible person|responsible"
    "|responsibility|office person responsible|person in charge|performed by|done by|carried out by|owner|function"
    "|lane|swimlane|team|staff|party|department|dept|position|job title|wer|rolle|akteur|abteilung|stelle"
    "|zuständig|zuständigkeit|verantwortlich|verantwortliche|bearbeiter|ausführende stelle|beteiligte",
    Role.TIME: "maximum processing time|hours|days|working days|business days|stunden|tage|"
    "timeframe|time frame|timeline|timescale|timescales|time taken|time to complete|estimated time|p/t|"
    "processing time|time|duration|duration of activity|total processing time|maximum time|time needed"
    "|time required|response time|how long|time on task|task time|active time|process time"
    "|bearbeitungszeit|bearbeitungsdauer|dauer"
    "|zeit|zeitbedarf|zeitdauer",
    Role.EFFORT: "average handling time|average handle time|aht|"
    "minutes|mins|effort|work|working time|touch time|handling time|hands on time|minuten|aufwand"
    "|zeitaufwand|arbeitszeit|arbeit",
    Role.WAIT: "waiting time before|wait time before|waiting before|wait before|"
    "waiting time|wait|waiting|wait time|waiting period|delay"
    "|time waiting|queue|queue time|idle time|wartezeit|liegezeit|warten",
    Role.LEAD_TIME: "turn around time|tat|l/t|c/t|"
    "lead time|leadtime|elapsed time|elapsed|turnaround|turnaround time|throughput time|cycle time"
    "|calendar time|durchlaufzeit",
    Role.FEE: "how much|amount payable|fee payable|cost to customer|costs to customer|associated costs"
    "|service fee|service fees|fees to be paid|fee to be paid|fees|fee|cost|costs"
    "|price|charge|charges|amount|payment|fees charges"
    "|gebühr|gebühren|kosten|preis|entgelt|betrag",
    Role.DOCUMENT: "supporting documents|requirement from client|requirements from client|"
    "checklist of requirements|requirements|requirement|documents|document|documents required"
    "|required documents|documentary requirements|papers|evidence|dokument|dokumente|unterlage|unterlagen"
    "|nachweis|nachweise|benötigte unterlagen|erforderliche unterlagen",
    Role.WHERE: "where to secure|where to get|where to obtain|where to get it|source|issued by|wo erhältlich|woher"
    "|ausstellende stelle|erhältlich bei|ausgestellt von",
    Role.CHANNEL: "channel|channels|how|medium|mode|touchpoint|touch point|contact point"
    "|kanal|kanäle|weg|kontaktweg|zugangsweg",
    Role.SYSTEM: "system|systems|it system|it systems|computer system|software|application system|tool|tools"
    "|fachverfahren|it-system|it-verfahren|anwendung|anwendungen|werkzeug",
    Role.FORM: "form no|form number|form used|form|forms|formular|formulare",
    Role.QUESTIONS: "questions|questions asked|fields|form fields|fragen|felder|abgefragte angaben",
    Role.NEXT: "next|next step|next steps|next step id|then|goes to|followed by|followed by step|successor|successors"
    "|weiter|weiter mit|danach|nächster schritt|nächste schritte|folgeschritt|nachfolger",
    Role.PREVIOUS: "previous|previous step|previous steps|preceding step|preceding steps|prior step|predecessor"
    "|predecessors|predecessor step|depends on|depends on step|dependency|dependencies|after|after step|follows"
    "|comes after|starts after|preceded by|waits for|prerequisite step|prerequisite steps|vorgänger|vorgängerschritt"
    "|vorheriger schritt|nach schritt|hängt ab von|abhängig von|voraussetzung schritt",
    Role.LABEL: "connector label|branch|condition|bedingung",
    Role.KIND: "kind|kind of step|step type|type of step|shape type|art des schritts",
    Role.TELLS: "customer learns|customers learn|tells|told|customer is told|kunde erfährt",
    Role.NOTE: "note|notes|remark|remarks|comment|comments|bemerkung|bemerkungen|anmerkung|hinweis|hinweise",
}
_FURTHER: Mapping[Role, str] = {
    Role.STEP: "étape|étapes|démarche|démarches|paso|pasos|stap|stappen",
    Role.ACTION: "tâche|tâches|activité|activités|quoi|ce qui se passe|tarea|tareas|actividad|actividades|acción"
    "|acciones|descripción|taak|handeling|handelingen|activiteit|activiteiten|omschrijving",
    Role.NUMBER: "n°|numéro|número",
    Role.WHO: "responsable|responsables|qui|par qui|acteur|acteurs|intervenant|intervenants|quién|encargado"
    "|verantwoordelijke|uitvoerder|door wie|rol",
    Role.TIME: "délai|délais|durée|temps|délai de traitement|durée de traitement|temps de traitement|plazo|plazos"
    "|duración|tiempo|plazo de resolución|tiempo de tramitación|tijd|duur|behandeltijd|behandelduur|termijn",
    Role.WAIT: "temps d'attente|délai d'attente|attente|tiempo de espera|espera|wachttijd",
    Role.LEAD_TIME: "doorlooptijd",
    Role.FEE: "coût|coûts|frais|tarif|tarifs|prix|redevance|montant|coste|costes|costo|costos|tasa|tasas|precio"
    "|importe|tarifa|prijs|tarief|leges",
    Role.DOCUMENT: "pièces|pièces justificatives|pièces à fournir|justificatifs|documents à fournir|documentos"
    "|documentación|stukken|documenten|benodigde documenten|bewijsstukken",
    Role.FORM: "formulaire|formulaires|formulario|formularios|formulier|formulieren",
    Role.CHANNEL: "canal|canaux|canales|kanaal|kanalen",
    Role.SYSTEM: "système|logiciel|sistema|systeem",
    Role.NEXT: "étape suivante|siguiente paso|siguiente|volgende stap",
    Role.NOTE: "remarque|remarques|observation|observations|commentaire|commentaires|observaciones|notas|opmerking"
    "|opmerkingen|toelichting",
}
"""The same in French, Spanish and Dutch."""
EXACT = {word: role for words in (_FURTHER, _HEADINGS) for role, text in words.items() for word in text.split("|")}
"""The words by which a column is known, as they are compared."""
