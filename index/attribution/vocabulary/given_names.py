"""Given names that tell a gender in news in English; names of both genders are left out."""

from index.attribution.vocabulary.lexicon import word_set

FEMALE_GIVEN_NAMES = word_set(
    """abigail adriana agnes agneta agnieszka aisha akiko alba aleksandra alena alessandra alessia alexandra
    alexandria alice alicia alina alison allison alma althea amal amalia amanda amara amber amelia amina amira amy
    ana anastasia andrea anette angela angelica angelina angie anika anita anja anke ann anna anne anneke annelise
    annette annie annika anouk antje antonella antonia anya april aria ariana arlene asa asha ashleigh ashley asma
    astrid athena audrey augusta aurelia aurora ava ayesha barbara barbro bea beata beatrice becca becky belinda
    bella berit bernadette bernice berta bertha bess beth bettina betty beverly bianca birgit birgitta blanca
    bonnie bozena brenda brenna bridget brigitte britney britta brittany bronwyn brooke caitlin callie camila
    camilla candace carina carla carlotta carly carmela carmen carol carole carolina caroline carolyn cassandra
    catarina cate caterina catherine cathy catrin cecile cecilia celeste celia celine chantal charity charlene
    charlotte chelsea cheryl chiara chidinma chloe christa christel christiane christina christine christy cindi
    cindy claire clara clarice clarissa claudia clementine cleo colette colleen concepcion connie constance
    consuelo cora coral cordelia corinne cornelia courtney crystal cynthia dagmar dagny dahlia daisy dana daniela
    danielle daphne daria darlene deanna debbie deborah debra delia delphine denise desiree diana diane dina dinah
    dolly dolores dominique donna dora doreen doris dorothea dorothy dorte dottie dunja ebba edda edie edith edna
    effie eileen ekaterina elaina elaine eleanor eleanora elena eleni elfriede elisa elisabeth elisabetta elise
    elizabeth elke ella ellen elly elsa elsie elspeth elvira emilia emilie emily emma emmanuelle enid erica erika
    erin ernestine esme esmeralda esperanza estelle esther eugenia eunice eva evangelina eve evelina evelyn faith
    fanny farah farida fatemeh fatima fatma faye felicia fern fiona flavia flora florence frances francesca
    francine freda frederica freya frida gabriela gabriella gabrielle gail galina gemma genevieve georgia georgina
    geraldine germaine gertrude ghislaine gianna gillian gina ginny giovanna gisela giulia giuliana gladys glenda
    gloria grace greta gretchen guadalupe gudrun gwen gwendolyn hadiza haley halina hana hanna hannah hanne harriet
    harriett hattie heather hedda hedwig heidi heike helen helena helga hella helle henrietta henrike hermione
    hetty hilary hilda hilde hildegard hillary hiroko holly hope hortense huda ida ilana ilaria ilka ilse imelda
    imogen ina indira ines inga inge ingeborg inger ingrid ioana iona irene irina iris irma isabel isabella isadora
    isla ivana ivanka ivy iwona izabela jacinta jacqueline jacqui jada jade jamila jana jane janelle janet janette
    janice janine janna jasmin jasmine jayne jean jeanette jeanine jeanne jeannie jenna jenni jennie jennifer jenny
    jessica jessie jette jill joan joann joanna joanne jocelyn jodi jodie johanna joni jordana josefa josefina
    josephine josie joy joyce juanita judi judie judith judy jule julia juliana juliane julianna julianne julie
    juliet juliette june justine jutta kaia kara karen karin karina karla karolina kasia katarina katarzyna kate
    katerina katharina kathe katherine kathleen kathryn kathy katie katja katrin katrina katya kaye kayla keiko
    kelli kellie kelly kendra kerry kerstin khadija kiera kim kimberley kimberly kirsten kirsty klara klaudia
    krista kristen kristin kristina kristine krystal krystyna lada laila lana lara larissa latoya laura laurel
    lauren lauretta laurie lavinia lea leah leana leanne leila lena lenka leona leonie leonora leslie leticia
    letitia lidia liesl lila lilian lillian lilly lily lina linda lindsay lindsey liora lisa lisbeth lise liset
    livia liz liza lizzie lois loretta lori lorna lorraine lottie louisa louise luann lucia lucie lucille lucinda
    lucy ludmila luisa lupe lydia lydie lynn lyudmila mabel maddie madeleine madison mae magda magdalena maggie
    maja malala malgorzata malia malin mandy manuela mara marcella marcia mareike margaret margarethe margarita
    margaux marge margery margit margot margret marguerite mari maria mariam marianna marianne maribel maricela
    marie marie-claire mariella marilyn marina marisa marisol marissa marit marjorie marjory marlena marlene marta
    marte martha martina mary maryam maryann maud maude maureen mavis maxine may maya meera meg megan mei melania
    melanie melinda melissa melody mercedes mercy meredith merete meryl mette mia michaela micheline michelle mila
    mildred milena millie mina mindy minna minnie mira miranda mireille mirela miriam mirjam misty mitzi molly mona
    monica monika morag morgana moya muna muriel myra myrna myrtle nadezhda nadia nadine naima nancy nanette naoko
    naomi nastya natalia natalie natasha nathalie nell nellie nettie ngozi nicole nicoletta nika nikki nina noelle
    noemi nora noreen norma noura nuria oksana olena olga olivia ophelia orla ottilie paloma pam pamela pansy
    patience patrice patricia patsy patti patty paula paulette pauline pearl peggy penelope penny pernille petra
    petronella philippa phoebe phyllis pia pilar polly portia priscilla priya prudence queenie rachael rachel rada
    ragnhild ramona randi rania raquel rasa rebecca rebekah reem regina regine reina renata renate renee reyhan
    rhea rhonda rita riya roberta robyn rochelle romy ronja rosa rosalie rosalind rosalyn rosanna rose rosemarie
    rosemary rosetta rosie rowena roxane roxanne runa ruth sabina sabine sabrina sadie saga sally salma samantha
    sana sandra sandy sanna saoirse sara sarah saskia savannah scarlett selena selma senait serena seyran shabnam
    shanice shannon sharlene sharon shauna sheena sheila shelley sherri sherrie sherry shirin shirley sibylle
    sidsel sieglinde siegrid signe sigrid silke silvia simona siobhan siri sissel siv sofia solange solveig sondra
    sonia sophia sophie soraya stacy stefania stefanie steffi stella steph stephania stephanie sue sunniva susan
    susana susanna susanne susie suzan suzanna suzanne suzette svetlana sybil sylvia sylvie synnove tabitha tamara
    tammy tania tanja tanya tara tasha tatiana tatjana teresa tessa thea thelma theodora theresa therese thora
    tiffany tilda tilly tina tomoko tonya tori tove tracy trina trinity trish trisha trudy turid tuva ulla ulrica
    ulrike uma una ursula urszula ute vala valentina valeria valerie vanda vanessa vasilisa vera verena verity
    veronica veronika vibeke vicki vicky victoria victorine viktoria vilma viola violet violeta virginia virginie
    vivian vivien vivienne waltraud wanda wenche wendi wendy wiebke wilhelmina wilma winifred winnie xenia xiomara
    yael yara yasmin yasmine yekaterina yelena yevgenia yoko yolanda yoshiko ysabel yuki yuko yulia yvette yvonne
    zahra zainab zara zdenka zelda zeynep zhanna zita zoe zofia zora zsuzsa zuzana"""
)
MALE_GIVEN_NAMES = word_set(
    """aaron abbas abdul abdullah abel abraham adam adem aditya adolf adolfo adrian agustin ahmad ahmed ahmet aidan
    aiden akbar akira aksel alain alan alasdair alastair albert albin aldo alec alejandro alejo aleksander
    aleksandr aleksei alessandro alex alexander alexandre alexandros alexei alexey alexis alf alfonso alfred
    alfredo ali alistair allan allen alonso alonzo alphonse alvaro alvin amadou amir amit amos anatoly anders andre
    andreas andrei andrej andres andrew andrey andy angelo angus anibal anil ansel anselm anselmo anthony anton
    antonin antonio antti arend ari ariel arjun arkady arlo armando armin arnaud arne arnold aron arseniy art artem
    arthur arthuro artur arturo artyom arun arvid asher ashok aslan atticus august augustin augustus aurelio austin
    axel ayman aziz baptiste barry bart bartholomew bartosz basil bastian beat beau ben benedict benicio benito
    benjamin benoit bent berislav bernard bernardo bernd bernhard bernie bert bertil bertrand bilal bill bjarne
    bjorn blaine blair blake bo boaz bob bobby bodo bogdan bojan boris boyd brad bradford bradley bram brandon
    brendan brennan brent brett brian brock bronislaw brooks bruce bruno bryan bryce bryson burt byron caleb callum
    calvin camilo carl carlo carlos carlton carsten casey casimir caspar casper cecil cedric cesar chad chadwick
    chaim chandler charles charley charlie chase chester chidi chip chris christian christof christoph christophe
    christopher chuck clarence clark claude claudio claus clay clayton clemens cliff clifford clint clive clyde
    cody colin colton conor conrad constantin constantine cooper corey cornelius cory cosmo craig cristian
    cristiano cristobal curtis cyril cyrus dag dagfinn dale damian damien damon dan daniel danilo danny dante
    darius dariusz darrell darren darryl daryl dashiell dave david davide davis dawid dean declan deepak demetrius
    dennis denys denzel derek derrick desmond devin dexter didier diederik diego dieter dietmar dietrich dimitri
    dimitris dinesh dirk dmitri dmitry dmytro domenico dominic dominik don donal donald donato donovan dorian doug
    douglas dragan drew duane duncan dusan dustin dusty dwight dylan earl eberhard eckhard ed eddie edgar edgardo
    edmond edmund eduard eduardo edvard edward edwin efraim efrain egil egon eilif einar eino eirik eivind eli
    elias elijah eliot elis elliott ellis elmer elon elroy elton elvis emanuel emanuele emeka emil emile emiliano
    emilio emmanuel emmett enoch enrico enrique enzo erhard eric erich erick erik erkki erland ernest ernesto ernie
    ernst errol erwin esteban ethan etienne eugen eugene eugenio evan evander everett evgeny ewan ezekiel ezra
    fabian fabio fabrice fabrizio faisal farid federico felipe felix ferdinand fergus fernand fernando fidel filip
    filippo finley finn fiodor fletcher florian floyd fons forrest francesco francis francisco franck franco
    francois franjo frank frankie franklin frans franz fraser fred freddie freddy frederic frederick frederik
    fredrik friedrich fritz fyodor gabriel gaetan gareth garrett garth gary gaspard gaston gavin geert gene gennady
    geoffrey georg george georges georgi gerald gerard gerardo gerd gerhard gerry gert gianluca gianni gideon gil
    gilbert giles gino giorgio giovanni giulio giuseppe glenn goran gordon gottfried grady graeme graham grant greg
    gregor gregory grigory guido guillaume guillermo gunnar gunter gunther gus gustav gustave gustavo guus guy
    hakan hakim hakon halvor hamid hamish hank hannes hannu hans hans-peter harald hari harlan harley harold
    harrison harry hartmut haruki harun harvey hasan hassan heath hector heikki heiko heiner heinrich heinz helge
    helmut hendrik henk henning henri henrik henry herb herbert heribert herman hermann hernan hillel hiro hiroshi
    holger horace horacio horst howard hubert hugh hugo hugues humberto hussain hussein ian ibrahim ibrahima ichiro
    idris ignacio ignatius igor ilan ilja ilya imran ingmar ingo ingvar inigo iosif ira irvin irving isaac isaiah
    isak ishaan ismael ismail israel istvan itamar ivan ivar ivo iwan jaakko jaan jaap jacek jack jackson jacob
    jacques jaime jake jakob jakub jamal james janek janne janos jared jari jarl jaroslav jason jasper javad javier
    jay jean-claude jean-luc jean-pierre jedediah jeff jefferson jeffrey jens jeremiah jeremy jeroen jerome jerry
    jerzy jesper jesse jesus jim jimmy jiri joachim joakim joao joaquin jochen joe joel joey johan johann johannes
    john john-paul johnny jon jonah jonas jonathan joop joost jordi jorge jorgen joris jose josef joseph josh
    joshua josip jost jozef juan juha jukka jules julian julien julio julius juma junior jurgen juri jussi justin
    justus kai kaj kamal kamil kareem karim karl karsten kaspar kazimierz kazuo keanu keir keith kelvin ken kenichi
    kenji kenneth kent kerim kevin khaled khalid kiefer kieran kilian kirk kjell klaas klaus klemens knud knut koen
    koji kolya konrad konstantin kris krishna krister kristian kristof kristoffer krzysztof kumar kurt kwame kyle
    lachlan ladislav laird lamar lambert lance landon larry lars laszlo laurence laurent laurenz lauri laurits
    lawrence lazar leander leandro leif leighton lennart lennox leo leon leonard leonardo leonid leopold leroy
    lester lev levi lewis liam lincoln linus lionel livio ljubo lloyd logan loic loren lorenz lorenzo loris lothar
    lou louie louis lowell luc luca lucas lucian luciano lucien lucio ludovic ludvig ludwig luis lukas lukasz luke
    luther lutz lyle lyndon mads magne magnus mahmoud makoto malachi malcolm malik manuel marc marcel marcelo
    marcin marco marcus marek mariano marino mario marius mark marko markus marlon marshall marten martijn martin
    martti marvin masahiro massimo matej mateo mateusz mathew mathias mathieu mathis mats matt matteo matthew
    matthias matthieu matti mattias maurice mauricio maurizio mauro max maxim maximilian maynard mehdi mehmet mel
    melvin merlin mica micah michael michal michel mickey miguel mihai mika mikael mike mikhail mikko miklos milan
    milo milos miloslav milton miro miroslav mischa mitch mitchell mitya mo modest mogens mohamad mohamed mohammad
    mohammed moises monte moritz morris mort morten moses muhammad muhammed murat murray mustafa nabil nacho nadav
    nadim naguib nasser nate nathan nathaniel neal ned neil nels nelson nestor niall niccolo nicholas nick nico
    nicolai nicolas niels nigel nikita nikola nikolai nikolaj nikolaos nikolas nikolaus nils noah noam noel nolan
    norbert norman nuno odin ola olaf olav ole oleg oleksandr oliver olivier olle omar omari ondrej orlando orson
    orville oscar oskar osvaldo oswald otis otmar ottavio otto owen paavo pablo paco padraig pal panos paolo pascal
    pasquale patricio patrick paul paulo pavel pawel peder pedr pedro pekka pelle per percival percy perry petar
    pete peter peter-paul petr petri petros petter phil philip philippe phillip pierre piet pieter pietro pim piotr
    porter prakash pranav preben preston quentin quincy quinn radek rafael rafal raghu rahul raimund rainer raj
    rajesh raju rakesh ralf ralph ramesh rami ramiro ramon randall randy rashid rasmus raul ravi ray raymond reggie
    reginald reid reidar reiner reinhard reinhold remi remy renaud rene renzo reuben rex reza rhys ricardo riccardo
    rich richard rick rico rikard riley rob robbie robby robert roberto rocco rod roderick rodney rodolfo rodrigo
    rogelio roger rohan roland rolando rolf romain roman romeo ron ronald ronan ronnie rory roscoe ross rowan roy
    ruben rubens rudi rudolf rudolph rudy rufus rune rupert rurik russell rustam ruud ryan sacha salim salman
    salvador sam sami samir sammy samuel sander sandor sandro sanjay santiago santino saul scott scottie sead
    seamus sean sebastian sebastiano sebastien sef sepp serge sergei sergey sergio seth severin shane shaun shawn
    shigeru shimon shlomo sidney sigmund sigurd silas silvan silvano silvio simeon simon sinan sixten slavko
    slobodan soren spencer spiros stan stanislav stanislaw stanley steen stefan stefano steffen stephan stephane
    stephen steve steven stewart stig stipe stuart sture sulaiman sultan svein sven sverre sylvain sylvester tad
    tadeusz taha takashi takeshi tamas tanner tarik tariq tate ted teemu teodor terence terje terrence terry thabo
    thaddeus theo theodore thibault thierry thilo thomas thor thorsten thure tiago tibor tilman tim timo timofey
    timon timothy titus tobias tobin toby todd tom tomas tomasz tomer tommaso tommy tonio tony torben tore torkel
    torsten toshiro travis trevor tristan tucker tuomas tyler tymon tyrone uday udo ugo ulf ulrich umar umberto uri
    urs usman uwe vaclav vadim valdemar valentin valeri valery vasco vasil vasily vaughn veit vernon vic vicente
    victor vidar vijay vikram viktor vilhelm ville vince vincent vincenzo vinod virgil vitaly vito vittorio vivek
    vlad vladimir vladislav vojtech volker volodymyr wade waldemar waleed walid wallace walt walter walther ward
    warren wasim wayne weldon wendell werner wesley whitney wilbur wilfred wilfried wilhelm wilhelmus will willem
    willi william willie willis willy wilson winston wladyslaw wojciech wolf wolfgang woody wouter xander xavi
    xavier yannick yannis yaroslav yasser yegor yevgeny yitzhak yonatan yorgos yosef youssef yuji yukio yuri yusuf
    yves zac zach zachariah zachary zack zane zbigniew zdenek zeke zeljko zev zhang zlatko zoltan zygmunt"""
)
